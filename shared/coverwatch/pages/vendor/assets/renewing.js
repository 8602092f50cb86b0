// The page as it is by now, put in place of what has changed; whoever listens to it is taken to the answer.

const PARTS = ["answer", "lines", "sent"];

export async function renew(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of PARTS) {
    const now = page.getElementById(part);
    const before = document.getElementById(part);
    if (now && before) before.replaceWith(document.adoptNode(now));
  }
  const title = document.getElementById("answer-title");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  title?.focus({ preventScroll: true });
  document.getElementById("answer")?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}
