// Asking the server for something a phone keeps: what it answered, what it refused, and when to try again.

const PATIENCE = 30_000;
// Refusals that pass by themselves: too early, too many, or a proxy that gave up.
const PASSING = new Set([401, 403, 408, 425, 429]);

export class Refused extends Error {}
export class TryLater extends Error {
  /** response: what came instead of an answer of ours; none without a connection. */
  constructor(response) {
    super();
    this.offline = !response;
    this.seconds = Number(response?.headers.get("Retry-After")) || 0;
  }
}

/** Ask, and believe only our own server: a hotspot's welcome page answers 200 too. */
export async function ask(url, request) {
  const stop = new AbortController();
  const patience = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(url, { credentials: "omit", redirect: "error", signal: stop.signal, ...request });
    const answer = await response.json().catch(() => null);
    return { response, answer };
  } catch {
    throw new TryLater();
  } finally {
    clearTimeout(patience);
  }
}

export function judge({ response, answer }) {
  if (response.ok) {
    if (answer?.ok !== true) throw new TryLater(response);
    return answer;
  }
  if (response.status >= 500 || PASSING.has(response.status)) throw new TryLater(response);
  throw new Refused(Object.values(answer?.errors ?? {}).flat().join(" ") || response.status);
}
