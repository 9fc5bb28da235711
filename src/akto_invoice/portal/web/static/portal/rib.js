// « Tous » ticks every box of its group, and is ticked when all others are. Without this script « Tous » alone is enough.

for (const group of document.querySelectorAll("[data-all]")) {
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  const all = boxes.find((box) => box.value === "tous");
  const others = boxes.filter((box) => box !== all);
  if (!all) continue;
  if (all.checked) others.forEach((box) => { box.checked = true; });
  group.addEventListener("change", (event) => {
    if (event.target === all) others.forEach((box) => { box.checked = all.checked; });
    else all.checked = others.every((box) => box.checked);
  });
}
