// textarea[maxlength][data-counter="id"] says in the element with that id how many letters are left. Spoken only near the end.

const SPOKEN_BELOW = 50;

for (const area of document.querySelectorAll("textarea[data-counter]")) {
  const place = document.getElementById(area.dataset.counter);
  const say = () => {
    const left = area.maxLength - area.value.length;
    place.textContent = `${place.dataset.left}: ${left.toLocaleString(document.documentElement.lang)}`;
    place.setAttribute("aria-live", left < SPOKEN_BELOW ? "polite" : "off");
  };
  area.addEventListener("input", say);
  if (area.value) say();
}
