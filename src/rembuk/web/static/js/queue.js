// Sends what the phone keeps, and says at any moment how far it is. Bound to [data-outbox] (components/outbox.html).

import { TryLater, Refused, ask, judge } from "./asking.js";
import { age, change, items, keep, onChange, paperCode, remove } from "./outbox.js";

const REST = 30_000;
const LONGEST_REST = 120_000;
const PART = 128 * 1024;

export const box = document.querySelector("[data-outbox]");
export const words = JSON.parse(box.querySelector("[data-words]").textContent);
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

let failures = 0;
let timer = 0;
let sending = false;
let drawn = "";

async function sendRecord(item) {
  const record = {
    ...item.data,
    key: item.key,
    photo_key: item.photoKey ?? "",
    saved_at: new Date(item.savedAt).toISOString(),
    age_ms: String(age(item)),
  };
  const asked = await ask(box.dataset.send, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": item.key },
    body: JSON.stringify(record),
  });
  const answer = judge(asked);
  if (answer.key !== item.key) throw new TryLater(asked.response);
  // The words leave the phone here: others may use it after the sender.
  await change(item.key, { data: null, sent: { code: answer.code, secret: answer.secret, at: Date.now() } });
}

/** Send a photo piece by piece, from wherever the server says it has got to. */
async function sendPhoto(item) {
  let offset = 0;
  while (offset < item.photo.size) {
    const asked = await ask(`${box.dataset.upload}${item.photoKey}?offset=${offset}`, {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream", "Upload-Length": String(item.photo.size) },
      body: item.photo.slice(offset, offset + PART),
    });
    const reached = Number(asked.response.headers.get("Upload-Offset") ?? NaN);
    if (asked.response.status === 409 && reached !== offset && reached >= 0) {
      offset = reached;
      continue;
    }
    offset = judge(asked).offset ?? reached;
  }
  await change(item.key, { photo: null });
}

async function deliver(item) {
  try {
    if (!item.sent) await sendRecord(item);
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    await change(item.key, { parked: trouble.message });
    return;
  }
  try {
    if (item.photo) await sendPhoto(item);
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    // The words have arrived and they are what counts; a picture that will not do is let go, and we say so.
    await change(item.key, { photo: null, photoRefused: trouble.message });
  }
}

const sentOf = (all) => all.filter((item) => item.sent).sort((one, other) => other.sent.at - one.sent.at);
const isWaiting = (item) => !item.parked && (!item.sent || item.photo);

/** Deliver what can be delivered; one voice that the server stumbles over does not hold up the others. */
async function deliverAll() {
  let stumbled = null;
  for (const { key } of (await items()).filter(isWaiting)) {
    // Read again: it may have been deleted while we were busy with the one before.
    const item = (await items()).find((found) => found.key === key);
    try {
      if (!item || !isWaiting(item)) continue;
      await deliver(item);
      failures = 0;
    } catch (trouble) {
      if (!(trouble instanceof TryLater) || trouble.offline) throw trouble;
      stumbled = trouble;
    }
  }
  if (stumbled) throw stumbled;
}

/** Send whatever waits. Two tabs never send together; whoever comes second leaves it to the first. */
export async function flush() {
  clearTimeout(timer);
  if (sending || !(await items()).some(isWaiting)) return;
  sending = true;
  let rest = REST;
  show();
  try {
    const locks = navigator.locks;
    await (locks ? locks.request("rembuk-outbox", { ifAvailable: true }, (lock) => lock && deliverAll()) : deliverAll());
  } catch (trouble) {
    if (!(trouble instanceof TryLater)) throw trouble;
    failures += 1;
    // Uneven rests, so that a whole hall of phones does not knock at the same moment.
    const tried = Math.min(LONGEST_REST, 1000 * 2 ** failures) * (0.5 + Math.random() / 2);
    rest = Math.max(tried, 1000 * trouble.seconds);
  } finally {
    sending = false;
    timer = setTimeout(flush, rest);
    show();
  }
}

/** Keep a voice on this phone, then try to send it. Rejects when the phone cannot keep it. */
export async function say(data, photo, instead) {
  const item = await keep(data, photo, instead);
  flush();
  return item;
}

const make = (tag, className, content = "") => {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(content);
  return made;
};

const button = (label, act, kind = "quiet") => {
  const made = make("button", `button button--${kind}`, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};

const link = (label, href) => Object.assign(make("a", "button button--quiet", label), { href });

function drawSent(item) {
  const made = box.querySelector("template[data-sent]").content.firstElementChild.cloneNode(true);
  const { code, secret } = item.sent;
  const href = new URL(`${box.dataset.voice}${code}`, location.href).href;
  made.querySelector("[data-code]").textContent = code;
  const copy = made.querySelector("[data-copy]");
  copy.dataset.copy = code;
  copy.hidden = !navigator.clipboard;
  made.querySelector("[data-secret]").textContent = secret ?? "";
  made.querySelector("[data-secret-part]").hidden = !secret;
  Object.assign(made.querySelector("[data-href]"), { href, textContent: href });
  made.querySelector("[data-whatsapp]").href = `https://wa.me/?text=${encodeURIComponent(`${code} ${href}`)}`;
  if (item.photo) made.append(make("p", "hint", words.photo));
  if (item.photoRefused) made.append(make("p", "error", fill(words.photo_refused, { reason: item.photoRefused })));
  made.querySelector(".number-actions").append(button(words.forget, () => remove(item.key), "plain"));
  return made;
}

function drawEarlier(item) {
  const made = make("li", "outbox-earlier row row--spread");
  const number = Object.assign(make("a", "plate", item.sent.code), { href: `${box.dataset.voice}${item.sent.code}` });
  const secret = item.sent.secret ? fill(words.secret, { secret: item.sent.secret }) : "";
  made.append(number, make("span", "hint", secret), button(words.forget, () => remove(item.key), "plain"));
  return made;
}

function drawKept(item) {
  const made = make("li", "outbox-item");
  made.append(make("p", "outbox-words", item.data.words));
  const reason = item.parked && fill(words.parked, { reason: item.parked });
  made.append(make("p", item.parked ? "error" : "hint", reason || fill(words.paper, { code: paperCode(item) })));
  const actions = make("p", "outbox-actions");
  // Once a voice is kept the form has left the page; a fresh page brings it back.
  const hasForm = document.querySelector("[data-speak] form");
  const mend = () => (hasForm ? box.dispatchEvent(new CustomEvent("mend", { detail: item })) : location.reload());
  if (item.parked) actions.append(button(words.edit, mend));
  actions.append(
    link(words.plan_b, `https://wa.me/?text=${encodeURIComponent(item.data.words)}`),
    button(words.delete, () => confirm(words.sure) && remove(item.key), "danger"),
  );
  made.append(actions);
  return made;
}

const clock = (time) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(time);

function status(all) {
  const waiting = all.filter(isWaiting).length;
  const [last] = sentOf(all);
  return [
    all.some((item) => !item.sent) && fill(words.kept, { count: all.filter((item) => !item.sent).length }),
    waiting > 0 && (sending ? words.sending : words.waiting),
    last && fill(words.sent, { time: clock(last.sent.at), code: last.sent.code }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function exportFile(all) {
  const kept = all.map(({ photo, ...item }) => item);
  const file = new Blob([JSON.stringify(kept, null, 1)], { type: "application/json" });
  const here = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: "rembuk.json" });
  here.click();
  URL.revokeObjectURL(here.href);
}

async function show() {
  const all = await items();
  const line = box.querySelector("[data-status]");
  box.hidden = !all.length;
  // Only when it changed: a screen reader says it each time it is written.
  if (line.textContent !== status(all)) line.textContent = status(all);
  // Drawing anew would take the button from under a finger.
  const now = JSON.stringify(all.map(({ key, parked, sent, photo }) => [key, parked, sent, Boolean(photo)]));
  if (now === drawn) return;
  drawn = now;
  const unsent = all.filter((item) => !item.sent);
  const [latest, ...earlier] = sentOf(all);
  box
    .querySelector("[data-list]")
    .replaceChildren(...unsent.map(drawKept), ...(latest ? [drawSent(latest)] : []), ...earlier.map(drawEarlier));
  box
    .querySelector("[data-all]")
    .replaceChildren(...(unsent.length ? [button(words.again, flush), button(words.export, () => exportFile(unsent))] : []));
}

onChange(show);
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
navigator.serviceWorker?.register("/sw.js");
show().then(flush, () => {});
