// [data-next="address"][data-seconds="15"]: a screen on the wall goes on to its next slide, but only once that can be had:
// without a signal the last good slide stays. Whoever touches the screen or a key has two minutes to read.

const screen = document.querySelector("[data-next]");
const { next, seconds } = screen.dataset;
const READING = 120_000;

let timer = setTimeout(turn, seconds * 1000);

async function turn() {
  const answer = await fetch(next).catch(() => null);
  if (answer?.ok) location.replace(next);
  else timer = setTimeout(turn, seconds * 1000);
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(turn, READING);
}

addEventListener("pointerdown", wait);
addEventListener("keydown", wait);
navigator.wakeLock?.request("screen").catch(() => {});
