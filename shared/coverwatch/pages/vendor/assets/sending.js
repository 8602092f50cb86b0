// One file to the bucket: ask for a form, post it, tell how far it is.

const LARGEST = 25 * 1024 * 1024; // bytes; the form itself binds it, this only says so sooner

export class NotSent extends Error {
  constructor(sentence, uploadId) {
    super(sentence);
    this.sentence = sentence;
    this.uploadId = uploadId;
  }
}

/** The upload's id, once the bucket has the whole file. `progress` hears shares from 0 to 1. Throws NotSent. */
export async function send(link, file, progress) {
  if (file.size > LARGEST) throw new NotSent("too_large");
  if (file.size === 0) throw new NotSent("empty");
  const grant = await granted(link, file.name);
  await post(grant, file, progress);
  return grant.upload_id;
}

async function granted(link, name) {
  const headers = { accept: "application/json", "content-type": "application/json" };
  let answer;
  try {
    answer = await fetch(`${link}/uploads`, { method: "POST", headers, body: JSON.stringify({ file_name: name.slice(-255) }) });
  } catch {
    throw new NotSent("failed");
  }
  if (answer.status === 429) throw new NotSent("too_many");
  if (!answer.ok) throw new NotSent("failed");
  return answer.json();
}

function post(grant, file, progress) {
  const form = new FormData();
  for (const [name, value] of Object.entries(grant.fields)) form.append(name, value);
  form.append("file", file); // last: the bucket reads nothing after it
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch cannot tell how much has been sent
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress(event.loaded / event.total); });
    request.addEventListener("load", () => (request.status < 300 ? resolve() : reject(new NotSent("failed", grant.upload_id))));
    request.addEventListener("error", () => reject(new NotSent("failed", grant.upload_id)));
    request.open("POST", grant.url);
    request.send(form);
  });
}
