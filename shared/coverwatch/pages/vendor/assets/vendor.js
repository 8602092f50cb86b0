// The vendor's page where there is JavaScript: a place to drop a file, progress, and the result on the same page.
// Without it, the plain forms do the same.

import { send } from "./sending.js";
import { follow } from "./following.js";
import { renew } from "./renewing.js";

const link = document.querySelector("main[data-link]")?.dataset.link;
const drop = document.querySelector(".drop");
const printing = document.querySelector(".print");

if (printing) {
  printing.hidden = false;
  printing.addEventListener("click", () => window.print());
}

if (link && drop) {
  const place = document.querySelector("#send");
  const sentences = Object.fromEntries([...document.querySelector("#sentences").content.children].map((each) => [each.dataset.say, each.textContent]));
  const going = place.querySelector(".going");
  const bar = place.querySelector("progress");
  const words = place.querySelector(".words");
  const trouble = place.querySelector(".trouble");
  let busy = false;

  const say = (sentence) => { words.textContent = sentence; };
  const progress = (share) => { if (share === null) bar.removeAttribute("value"); else bar.value = Math.round(share * 100); };

  const fail = (sentence, uploadId) => {
    say("");
    going.hidden = true;
    trouble.replaceChildren(document.createTextNode(sentence));
    if (uploadId) {
      const plain = document.createElement("a");
      plain.href = `${link}/uploads/${encodeURIComponent(uploadId)}`;
      plain.textContent = sentences.plain_way;
      trouble.append(" ", plain);
    }
    trouble.hidden = false;
  };

  const bring = async (file) => {
    if (!file || busy) return;
    busy = true;
    trouble.hidden = true;
    try {
      going.querySelector(".name").textContent = file.name;
      progress(0);
      going.hidden = false;
      say(sentences.sending.replace("{name}", () => file.name));
      const uploadId = await send(link, file, progress);
      progress(null);
      const told = await follow(`${link}/uploads/${encodeURIComponent(uploadId)}`, say);
      going.hidden = true;
      if (told) {
        await renew(link);
        say(told.sentence);
      } else say(sentences.slow);
    } catch (error) {
      fail(sentences[error.sentence] ?? sentences.failed, error.uploadId);
    } finally {
      busy = false;
    }
  };

  drop.hidden = false;
  place.querySelector(".start").hidden = true;
  for (const input of place.querySelectorAll("input.file")) {
    input.addEventListener("change", () => { bring(input.files[0]); input.value = ""; });
  }
  const isFile = (event) => event.dataTransfer?.types.includes("Files");
  // Anywhere on the page, so that a near miss does not make the browser leave it.
  document.addEventListener("dragover", (event) => {
    if (isFile(event)) { event.preventDefault(); drop.classList.add("over"); }
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    bring(event.dataTransfer.files[0]);
  });
}

// Opened at an upload that is still being read: follow it, too.
const told = document.querySelector("[data-told]")?.dataset.told;
if (link && ["received", "reading"].includes(told)) {
  const ended = await follow(window.location.pathname, () => {}).catch(() => null);
  if (ended) await renew(window.location.pathname);
}
