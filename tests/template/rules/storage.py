"""What is kept stays kept, unread by others: bucket, table, queues, secrets, the user pool."""

from collections.abc import Iterator

from tests.template.page import Page, listed, names_in, rule

KEPT_FOR_GOOD = ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Cognito::UserPool")


@rule(
    lambda page: page.properties("CertificatesBucket").pop("VersioningConfiguration"),
    lambda page: page.properties("CertificatesBucket").pop("BucketEncryption"),
    lambda page: page.properties("CertificatesBucket")["PublicAccessBlockConfiguration"].update(BlockPublicPolicy=False),
    lambda page: page.properties("CertificatesBucket").pop("OwnershipControls"),
    lambda page: page.properties("CertificatesBucket").pop("LifecycleConfiguration"),
)
def the_bucket_keeps_every_version_encrypted_and_to_itself(page: Page) -> Iterator[str]:
    for name, bucket in page.of_type("AWS::S3::Bucket"):
        if bucket.get("VersioningConfiguration", {}).get("Status") != "Enabled":
            yield f"{name} is not versioned"
        if not bucket.get("BucketEncryption"):
            yield f"{name} is not encrypted"
        blocked = bucket.get("PublicAccessBlockConfiguration", {})
        if [value for value in blocked.values() if value is True] != [True] * 4:
            yield f"{name} may become public"
        if bucket.get("OwnershipControls", {}).get("Rules") != [{"ObjectOwnership": "BucketOwnerEnforced"}]:
            yield f"{name} may hold objects of others"
        if "AbortIncompleteMultipartUpload" not in str(bucket.get("LifecycleConfiguration")):
            yield f"{name} keeps half uploads for ever"


@rule(
    lambda page: page.properties("CertificatesBucket")["LifecycleConfiguration"]["Rules"].append(
        {"Id": "old", "Status": "Enabled", "Prefix": "uploads/", "ExpirationInDays": 30}
    ),
    lambda page: page.properties("CertificatesBucket")["LifecycleConfiguration"]["Rules"][1].pop("Prefix"),
)
def no_lifecycle_rule_takes_an_upload(page: Page) -> Iterator[str]:
    for lifecycle in page.properties("CertificatesBucket").get("LifecycleConfiguration", {}).get("Rules", ()):
        expires = [key for key in lifecycle if "Expiration" in key or "Transition" in key]
        if expires and lifecycle.get("Prefix") not in ("derived/", "mail/"):
            yield f"{lifecycle['Id']} takes what is under {lifecycle.get('Prefix', 'every prefix')}"


@rule(
    lambda page: page.resources.pop("CertificatesBucketPolicy"),
    lambda page: page.properties("QueuesPolicy")["Queues"].pop(),
    lambda page: page.properties("TextractTopicPolicy")["PolicyDocument"]["Statement"].pop(),
    lambda page: page.properties("ReadingsQueuePolicy")["PolicyDocument"]["Statement"][1].update(Condition={}),
)
def plain_connections_are_refused_everywhere(page: Page) -> Iterator[str]:
    """Each queue, topic and bucket hangs on exactly one policy (a second would replace the first), and that one refuses them."""
    holders = {"AWS::SQS::QueuePolicy": "Queues", "AWS::SNS::TopicPolicy": "Topics", "AWS::S3::BucketPolicy": "Bucket"}
    refusing = [
        held
        for kind, key in holders.items()
        for _, policy in page.of_type(kind)
        for held in names_in(listed(policy[key]))
        if any(_refuses_plain(statement) for statement in policy["PolicyDocument"]["Statement"])
    ]
    for name, _ in page.of_type("AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::S3::Bucket"):
        if refusing.count(name) != 1:
            yield f"{name} hangs on {refusing.count(name)} policies that refuse plain connections"


def _refuses_plain(statement: dict[str, object]) -> bool:
    return (
        statement["Effect"] == "Deny"
        and statement["Principal"] == "*"
        and statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}
    )


@rule(lambda page: page.properties("UnsentNoticesDeadLetters").pop("SqsManagedSseEnabled"))
def every_queue_is_encrypted(page: Page) -> Iterator[str]:
    for name, queue in page.of_type("AWS::SQS::Queue"):
        if not queue.get("SqsManagedSseEnabled") and not queue.get("KmsMasterKeyId"):
            yield f"{name} is not encrypted"


@rule(
    lambda page: page.properties("CoverwatchTable").pop("PointInTimeRecoverySpecification"),
    lambda page: page.properties("CoverwatchTable").update(DeletionProtectionEnabled=False),
    lambda page: page.properties("CoverwatchTable").update(BillingMode="PROVISIONED"),
    lambda page: page.properties("CoverwatchTable")["StreamSpecification"].update(StreamViewType="KEYS_ONLY"),
)
def the_table_can_be_restored_and_not_deleted(page: Page) -> Iterator[str]:
    for name, table in page.of_type("AWS::DynamoDB::Table"):
        if not table.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
            yield f"{name} cannot be restored to a point in time"
        if not table.get("DeletionProtectionEnabled"):
            yield f"{name} can be deleted"
        if table.get("BillingMode") != "PAY_PER_REQUEST":
            yield f"{name} is paid for while nothing happens"
        if table.get("StreamSpecification", {}).get("StreamViewType") != "NEW_AND_OLD_IMAGES":
            yield f"{name}: its stream does not carry what the sender's filter looks at"


@rule(
    lambda page: page.properties("CoverwatchTable")["AttributeDefinitions"].append({"AttributeName": "name", "AttributeType": "S"}),
    lambda page: page.properties("CoverwatchTable")["GlobalSecondaryIndexes"][0]["KeySchema"][0].update(AttributeName="pk"),
)
def every_index_has_keys_of_its_own_so_that_it_stays_sparse(page: Page) -> Iterator[str]:
    table = page.properties("CoverwatchTable")
    used = {entry["AttributeName"] for entry in table["KeySchema"]}
    for index in table["GlobalSecondaryIndexes"]:
        own = {entry["AttributeName"] for entry in index["KeySchema"]}
        if own != {f"{index['IndexName']}_pk", f"{index['IndexName']}_sk"}:
            yield f"the index {index['IndexName']} is keyed by {sorted(own)}"
        used |= own
    if used != (declared := {entry["AttributeName"] for entry in table["AttributeDefinitions"]}):
        yield f"attributes declared and attributes used differ in {sorted(used ^ declared)}"


@rule(
    lambda page: page.resources["CoverwatchTable"].pop("DeletionPolicy"),
    lambda page: page.resources["CertificatesBucket"].update(UpdateReplacePolicy="Delete"),
)
def what_cannot_be_made_again_outlives_the_stack(page: Page) -> Iterator[str]:
    for name, _ in page.of_type(*KEPT_FOR_GOOD):
        kept = [page.resources[name].get(policy) for policy in ("DeletionPolicy", "UpdateReplacePolicy")]
        if kept != ["Retain", "Retain"]:
            yield f"{name} goes with the stack"


@rule(
    lambda page: page.properties("CertificatesBucket").update(
        CorsConfiguration={"CorsRules": [{"AllowedMethods": ["POST"], "AllowedOrigins": ["*"]}]}
    ),
    lambda page: page.properties("CertificatesBucket")["CorsConfiguration"]["Fn::If"][1]["CorsRules"][0]["AllowedMethods"].append("PUT"),
)
def only_the_public_address_reaches_the_bucket_from_a_browser(page: Page) -> Iterator[str]:
    cors = page.properties("CertificatesBucket")["CorsConfiguration"]
    if list(cors) != ["Fn::If"] or cors["Fn::If"][0] != "PublicUrlIsKnown" or cors["Fn::If"][2] != {"Ref": "AWS::NoValue"}:
        yield "other origins are let in, or the first deploy lets in an empty one"
        return
    for entry in cors["Fn::If"][1]["CorsRules"]:
        if entry["AllowedOrigins"] != [{"Ref": "PublicUrl"}] or set(entry["AllowedMethods"]) - {"GET", "POST"}:
            yield f"origins {entry['AllowedOrigins']} may {entry['AllowedMethods']}"


@rule(
    lambda page: page.properties("UserPool")["AdminCreateUserConfig"].update(AllowAdminCreateUserOnly=False),
    lambda page: page.properties("ViewerGroup").update(GroupName="everyone"),
    lambda page: page.properties("StaffClient")["ExplicitAuthFlows"].append("ALLOW_USER_PASSWORD_AUTH"),
    lambda page: page.properties("IntegrationClient").update(AllowedOAuthScopes=["coverwatch/admin"]),
)
def only_invited_people_sign_in_and_software_only_looks(page: Page) -> Iterator[str]:
    if not page.properties("UserPool").get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly"):
        yield "anyone may sign up"
    groups = {group["GroupName"] for _, group in page.of_type("AWS::Cognito::UserPoolGroup")}
    scopes = {scope["ScopeName"] for scope in page.properties("ApiScopes")["Scopes"]}
    if not groups == scopes == {"admin", "reviewer", "viewer"}:
        yield f"groups {sorted(groups)} and scopes {sorted(scopes)} are not the roles"
    for name, client in page.of_type("AWS::Cognito::UserPoolClient"):
        if {"ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"} & set(client.get("ExplicitAuthFlows", ())):
            yield f"{name} lets anyone try passwords"
    if page.properties("IntegrationClient")["AllowedOAuthScopes"] != ["coverwatch/viewer"]:
        yield "the integration client may do more than look"


@rule(
    lambda page: page.properties("MailConfiguration").pop("DeliveryOptions"),
    lambda page: page.properties("SenderIdentity").pop("ConfigurationSetAttributes"),
)
def mail_travels_encrypted_and_is_counted(page: Page) -> Iterator[str]:
    configuration = page.properties("MailConfiguration")
    if configuration.get("DeliveryOptions", {}).get("TlsPolicy") != "REQUIRE":
        yield "mail may travel in the open"
    if not configuration.get("ReputationOptions", {}).get("ReputationMetricsEnabled"):
        yield "nobody counts bounces"
    if names_in(page.properties("SenderIdentity")) != ["Sender", "MailConfiguration"]:
        yield "the sender's mails bypass the configuration set"
