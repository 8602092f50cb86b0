// What becomes of an upload, asked again and again until it is settled.

const EVERY = 1500; // milliseconds; reading takes about a minute at AWS
const LONGEST = 4 * 60 * 1000;

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** What the upload ended as; null if that takes too long. `say` hears each new sentence. A lost answer is asked for again. */
export async function follow(address, say) {
  const end = Date.now() + LONGEST;
  let last = "";
  while (Date.now() < end) {
    const told = await asked(address);
    if (told?.settled) return told;
    if (told && told.sentence !== last) {
      last = told.sentence;
      say(last);
    }
    await pause(EVERY);
  }
  return null;
}

async function asked(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
