// A meeting recorded without a signal: what is written down is kept on the phone first, then sent in its order, once.
// Bound to [data-hall] (desk/hall.html); without a script, or on a phone that can keep nothing, its forms are plain forms.
//
//   <div data-hall>  forms; those with data-keep="Write down a voice" are kept and sent, the others need a signal
//   [data-hall-box]  [data-status] how far it is, [data-list] what waits, [data-words] the words as data

import { Refused, TryLater, ask, judge } from "./asking.js";
import { openSpeakers } from "./speakers.js";
import { beginOnceOpen, openStore } from "./store.js";

const REST = 15_000;
const LONGEST_REST = 60_000;
const PAGE_PATIENCE = 15_000;

const hall = document.querySelector("[data-hall]");
const box = document.querySelector("[data-hall-box]");
const line = box.querySelector("[data-status]");
const words = JSON.parse(box.querySelector("[data-words]").textContent);
const here = location.pathname;
const { add, change, items, onChange, remove } = openStore("rembuk-hall");
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const noteSpeaker = openSpeakers(hall);
let device = "";
let failures = 0;
let timer = 0;
let sending = false;
let signedOut = false;
let unsent = 0;

const ofHere = async () => (await items()).filter((item) => item.place === here);
const isWaiting = (item) => !item.sent && !item.parked;
const keyOf = (form) => form.querySelector("[name$='-key']");
const isSaid = (field) => field.type !== "radio" || field.checked;
const textFields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden");

function isBegun(form) {
  return textFields(form).some((field) =>
    field.tagName === "SELECT" ? !field.selectedOptions[0]?.defaultSelected && field.selectedIndex > 0 : field.value !== field.defaultValue,
  );
}

/** The first thing somebody wrote, to know an entry again by. */
function gist(form) {
  const texts = textFields(form).filter(isSaid).map((field) => (field.tagName === "SELECT" ? "" : field.value.trim()));
  return texts.find(Boolean) ?? "";
}

async function keep(event) {
  const form = event.target;
  if (!form.dataset.keep) {
    if (!unsent) return;
    event.preventDefault();
    line.focus();
    flush();
    return;
  }
  event.preventDefault();
  form.querySelector("[name$='-device']").value = device;
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const item = { key: keyOf(form).value, place: here, savedAt: Date.now(), what: form.dataset.keep, gist: gist(form), fields, parked: null, sent: null };
  try {
    await add(item);
  } catch {
    form.submit();
    return;
  }
  form.reset();
  keyOf(form).value = crypto.randomUUID();
  noteSpeaker(fields);
  await show();
  line.focus();
  flush();
}

/** The page as the server has it now: it brings the token that a form needs, and shows whether we are still signed in. */
async function fresh() {
  const answer = await fetch(here, { redirect: "manual", signal: AbortSignal.timeout?.(PAGE_PATIENCE) }).catch(() => null);
  signedOut = answer?.type === "opaqueredirect";
  if (!answer?.ok) throw new TryLater(signedOut ? null : answer);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function deliver(item, token) {
  try {
    const asked = await ask(here, {
      method: "POST",
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      body: new URLSearchParams([...item.fields, ["csrfmiddlewaretoken", token]]),
    });
    if (judge(asked).key !== item.key) throw new TryLater(asked.response);
    await change(item.key, { fields: [], gist: "", sent: Date.now() });
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    await change(item.key, { parked: trouble.message });
  }
}

/** Deliver in the order of writing: what was said comes before what was decided about it. */
async function deliverAll() {
  const page = await fresh();
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) throw new TryLater(null);
  const all = await ofHere();
  for (const item of all.filter(isWaiting)) await deliver(item, token);
  // Only the last ones are remembered, to say when that was.
  for (const item of all.filter(({ sent }) => sent)) await remove(item.key);
  failures = 0;
}

async function flush() {
  clearTimeout(timer);
  if (sending || !(await ofHere()).some(isWaiting)) return;
  sending = true;
  show();
  let rest = REST;
  let isDone = false;
  try {
    const send = async (lock) => lock && (await deliverAll(), (isDone = true));
    await (navigator.locks ? navigator.locks.request("rembuk-hall", { ifAvailable: true }, send) : send(true));
  } catch (trouble) {
    if (!(trouble instanceof TryLater)) throw trouble;
    failures += 1;
    rest = Math.max(Math.min(LONGEST_REST, 1000 * 2 ** failures) * (0.5 + Math.random() / 2), 1000 * trouble.seconds);
  } finally {
    sending = false;
    await show();
  }
  // What was written while we were sending goes at once.
  if (isDone && (await ofHere()).some(isWaiting)) return flush();
  if (isDone) return renew();
  timer = setTimeout(flush, rest);
}

/** Show the meeting as it is now, unless that would take away what is being typed. */
function renew() {
  const isTyping = [...hall.querySelectorAll("form")].some(isBegun);
  box.querySelector("[data-renew]").hidden = !isTyping;
  if (!isTyping) location.reload();
}

const clock = (time) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }).format(time);

function status(all) {
  const waiting = all.filter(isWaiting).length;
  const last = Math.max(0, ...all.map((item) => item.sent ?? 0));
  return [
    waiting > 0 && fill(words.kept, { count: waiting }),
    waiting > 0 && (sending ? words.sending : signedOut ? words.signed_out : words.waiting),
    last > 0 && fill(words.sent, { time: clock(last) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function drawn(item) {
  const made = Object.assign(document.createElement("li"), { className: "outbox-item" });
  const what = Object.assign(document.createElement("p"), { className: "outbox-words", textContent: [item.what, item.gist].filter(Boolean).join(": ") });
  made.append(what);
  if (item.parked) {
    const why = Object.assign(document.createElement("p"), { className: "error", textContent: fill(words.parked, { reason: item.parked }) });
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "button button--danger", textContent: words.drop });
    drop.addEventListener("click", () => confirm(words.sure) && remove(item.key));
    made.append(why, drop);
  }
  return made;
}

async function show() {
  const all = await ofHere();
  const kept = all.filter((item) => !item.sent);
  unsent = kept.length;
  box.hidden = !all.length;
  // Only when it changed: a screen reader says it each time it is written.
  if (line.textContent !== status(all)) line.textContent = status(all);
  box.querySelector("[data-list]").replaceChildren(...kept.map(drawn));
}

/** The name that this phone gave itself, so that its own counts follow one another; the first of two tabs decides. */
async function ownName() {
  await add({ key: "device", place: "", savedAt: 0, name: crypto.randomUUID() }).catch(() => {});
  return (await items()).find(({ key }) => key === "device").name;
}

async function begin() {
  device = await ownName();
  for (const item of await ofHere()) noteSpeaker(item.fields);
  hall.addEventListener("submit", keep);
  onChange(show);
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  navigator.serviceWorker?.register("/sw.js");
  navigator.serviceWorker?.ready.then(({ active }) => active.postMessage({ keep: here }));
  show().then(flush);
}

beginOnceOpen(hall, items, begin);
