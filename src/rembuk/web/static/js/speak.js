// The speak form without waiting for the network: one question per page, back works, the answers are checked, and the voice
// is kept on the phone before it is sent. Bound to [data-speak]; the server's own pages do the same without a script.
//
//   <div data-speak data-version="1">            steps: .steps-count with data-count="Question {current} of {total}", progress
//     <h1> <form> [hidden fields] <section data-step="say" data-title="What…?"> fields </section> <p class="row"> buttons </form>
//     <template data-steps>                      the questions that follow
//       <section data-step="place" data-title="Where is it?"> fields </section> …
//       <section data-step="check" data-title="Is everything right?" data-button="Send my voice">
//         <dl class="answers" data-answers></dl> <div data-alike></div> </section>
//     </template>
//     <template data-kept> what to show once it is kept, with its own <h1>; data-arrived="what it says once sent" </template>
//   </div>
//   [data-outbox]                                components/outbox.html, which brings queue.js its words

import "./counter.js";
import "./copy.js";
import { items, onChange } from "./outbox.js";
import { box, say, words } from "./queue.js";
import { beginOnceOpen } from "./store.js";

const LONGEST_SIDE = 1280;
const QUALITY = 0.7;
const ALIKE_PATIENCE = 5_000;

const root = document.querySelector("[data-speak]");
const form = root.querySelector("form");
const heading = root.querySelector("h1");
const count = root.querySelector(".steps-count");
const bar = root.querySelector("progress");
const buttons = form.querySelector(":scope > .row");
const next = buttons.querySelector("[type=submit]");
const back = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet" });

let sections = [];
let at = 0;
let mending = null;

function prepare() {
  // The first question stays where it is: a field that is moved loses what is being typed into it.
  buttons.before(root.querySelector("template[data-steps]").content);
  sections = [...form.querySelectorAll("[data-step]")];
  back.append(words.back);
  back.addEventListener("click", () => history.back());
  buttons.append(back);
  for (const field of form.querySelectorAll("[id]")) field.addEventListener("input", () => complain(field, ""));
  history.replaceState({ step: 0 }, "");
  addEventListener("popstate", ({ state }) => state && root.contains(form) && turnTo(state.step));
  box.addEventListener("mend", mend);
  form.addEventListener("submit", forward);
  form.noValidate = true;
  turnTo(0, false);
}

function forward(event) {
  event.preventDefault();
  if (!isGood(sections[at])) return;
  if (at < sections.length - 1) go(at + 1);
  else finish();
}

function turnTo(step, move = true) {
  at = step;
  sections.forEach((section, place) => (section.hidden = place !== at));
  const section = sections[at];
  heading.textContent = section.dataset.title;
  count.textContent = count.dataset.count.replace("{current}", at + 1).replace("{total}", sections.length);
  Object.assign(bar, { max: sections.length, value: at + 1 });
  next.querySelector("span").textContent = section.dataset.button ?? words.continue;
  back.hidden = at === 0;
  if (section.dataset.step === "check") check(section);
  if (move) {
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
  }
}

function go(step) {
  history.pushState({ step }, "");
  turnTo(step);
}

const fieldsOf = (section) => [...section.querySelectorAll("input, textarea, select")].filter((field) => field.name);

function complain(field, sentence) {
  const holder = field.closest(".field");
  if (!holder) return;
  holder.querySelector(":scope > .error")?.remove();
  holder.toggleAttribute("data-invalid", Boolean(sentence));
  field.toggleAttribute("aria-invalid", Boolean(sentence));
  if (!sentence) return;
  const line = Object.assign(document.createElement("p"), { className: "error", textContent: sentence });
  line.setAttribute("role", "alert");
  holder.querySelector(".label, legend").after(line);
}

function isGood(section) {
  const bad = fieldsOf(section).filter((field) => !field.validity.valid);
  for (const field of bad) complain(field, field.validity.valueMissing ? words.missing : field.validationMessage);
  bad[0]?.focus();
  return !bad.length;
}

function labelOf(field) {
  const label = field.closest(".field").querySelector("legend") ?? field.labels[0];
  // The first part only: what follows says that it is not required.
  return label.firstChild.textContent.trim() || label.textContent.trim();
}

function answerOf(field) {
  if (field.type === "file") return field.files[0]?.name ?? "";
  if (field.type === "radio") return field.checked ? field.labels[0].textContent.trim() : null;
  if (field.type === "checkbox") return field.checked ? words.yes : null;
  if (field.tagName === "SELECT") return field.value && field.selectedOptions[0].textContent;
  return field.value;
}

function check(section) {
  const rows = sections.flatMap((asked, step) =>
    fieldsOf(asked)
      .filter((field) => field.closest(".field") && !field.closest("[data-alike]"))
      .map((field) => ({ step, field, answer: answerOf(field) }))
      .filter(({ answer }) => answer !== null),
  );
  section.querySelector("[data-answers]").replaceChildren(...rows.map(row));
  findAlike(section.querySelector("[data-alike]"));
}

function row({ step, field, answer }) {
  const made = Object.assign(document.createElement("div"), { className: "answers-row" });
  const term = Object.assign(document.createElement("dt"), { textContent: labelOf(field) });
  const said = Object.assign(document.createElement("dd"), { textContent: answer || words.empty });
  const change = Object.assign(document.createElement("dd"), { className: "answers-change" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--plain" });
  const about = Object.assign(document.createElement("span"), { className: "unseen", textContent: `: ${labelOf(field)}` });
  button.append(words.change, about);
  button.addEventListener("click", () => go(step));
  change.append(button);
  made.append(term, said, change);
  return made;
}

/** Ask the server's own check page for needs like this one; without a signal there is simply nothing to choose. */
async function findAlike(place) {
  if (!place || !navigator.onLine) return;
  place.replaceChildren();
  const body = new FormData(form);
  body.delete("photo");
  body.set("step", "sender");
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout?.(ALIKE_PATIENCE) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...(page.querySelector("[data-alike]")?.childNodes ?? []));
  } catch {
    // The question is a help, not a condition.
  }
}

/** Make a photo small and free of where and with what it was taken: a canvas knows neither. */
async function shrunk(file) {
  if (!file?.size) return null;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  } catch {
    // A kind of picture that this phone cannot open: the server will look at it.
    return file;
  }
}

async function finish() {
  next.disabled = true;
  const { photo, step, to, then, key, photo_key, ...data } = Object.fromEntries(new FormData(form));
  data.form_version = root.dataset.version;
  let kept;
  try {
    kept = await say(data, (await shrunk(photo)) ?? mending?.photo ?? null, mending?.key);
  } catch {
    const line = Object.assign(document.createElement("p"), { className: "error", textContent: words.unstored });
    line.setAttribute("role", "alert");
    buttons.before(line);
    next.disabled = false;
    return;
  }
  root.replaceChildren(root.querySelector("template[data-kept]").content);
  root.querySelector("h1").tabIndex = -1;
  root.querySelector("h1").focus();
  onChange(() => tellArrival(kept.key));
}

async function tellArrival(key) {
  if (!(await items()).some((item) => item.key === key && item.sent)) return;
  for (const line of root.querySelectorAll("[data-arrived]")) line.textContent = line.dataset.arrived;
}

function mend({ detail: item }) {
  mending = item;
  for (const field of form.elements) {
    const value = item.data[field.name];
    if (value === undefined) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
    else if (field.type !== "file") field.value = value;
  }
  go(0);
}

beginOnceOpen(form, items, prepare);
