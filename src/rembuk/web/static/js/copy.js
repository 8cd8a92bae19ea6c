// [data-copy="BR-7KQ2M" data-done="Copied"] copies its number; [data-print] prints. Both stay hidden where they cannot work.

for (const button of document.querySelectorAll("[data-copy], [data-print]"))
  button.hidden = "copy" in button.dataset && !navigator.clipboard;

document.addEventListener("click", async ({ target }) => {
  if (target.closest("[data-print]")) print();
  const button = target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector("span");
  words.setAttribute("role", "status");
  words.textContent = button.dataset.done;
});
