/* A chosen RIB leaves at once. « Tous » ticks every box of its group, and is ticked when all others are; without this
 * script « Tous » alone is enough.
 */

document.querySelector(".drop.one")?.addEventListener("change", (event) => event.currentTarget.requestSubmit());

document.addEventListener("htmx:load", () => document.querySelectorAll("[data-all]:not([data-ready])").forEach(tie));
document.querySelectorAll("[data-all]").forEach(tie);

function tie(group) {
  group.dataset.ready = "";
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  const all = boxes.find((box) => box.value === "tous");
  const others = boxes.filter((box) => box !== all);
  if (!all) return;
  if (all.checked) others.forEach((box) => { box.checked = true; });
  group.addEventListener("change", (event) => {
    if (event.target === all) others.forEach((box) => { box.checked = all.checked; });
    else all.checked = others.every((box) => box.checked);
  });
}
