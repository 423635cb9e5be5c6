"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.querySelector(".filter");
  // A card is a scenario to open, a row one that there is nothing more to say of.
  const features = all(".feature").map((section) => ({
    section,
    cards: all(".card, .row", section).map((card) => {
      const row = card.matches(".row");
      if (row) card.id = section.dataset.path + card.querySelector("u").textContent;
      const parts = row ? [card] : [card.querySelector("summary"), ...all(".requirement .id", card)];
      return {
        card,
        verdict: card.dataset.verdict,
        tags: (section.dataset.tags + (card.dataset.tags || "")).split(" "),
        text: [card.id, ...parts.map((e) => e.textContent)].join(" ").toLowerCase(),
      };
    }),
  }));
  const total = features.reduce((sum, f) => sum + f.cards.length, 0);
  const chips = all(".chip");
  const pressed = (chip) => chip.getAttribute("aria-pressed") === "true";
  const press = (chip, on) => chip.setAttribute("aria-pressed", on);

  function filter() {
    const words = form.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const tag = form.tag ? form.tag.value : "";
    const verdicts = chips.filter(pressed).map((chip) => chip.dataset.verdict);
    let shown = 0;
    for (const { section, cards } of features) {
      const before = shown;
      for (const c of cards) {
        const fits = (!verdicts.length || verdicts.includes(c.verdict)) &&
          (!tag || c.tags.includes(tag)) && words.every((word) => c.text.includes(word));
        if (c.card.hidden === fits) c.card.hidden = !fits;
        shown += fits;
      }
      section.hidden = shown === before;
    }
    document.querySelector(".nothing").hidden = shown > 0 || !total;
    document.querySelector(".count").textContent =
      shown === total ? `${shown} scenarios` : `${shown} of ${total} scenarios`;
  }

  function find(text) {
    chips.forEach((chip) => press(chip, false));
    if (form.tag) form.tag.value = "";
    form.text.value = text;
    filter();
  }

  // A link to a scenario opens it, also when the filter hides it.
  function reveal() {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!card || !card.matches(".card, .row")) return;
    if (card.hidden) find("");
    card.open = true;
    card.scrollIntoView();
  }

  async function copy(button) {
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code); // no clipboard here: the reader's own shortcut does it
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const target = event.target.closest(".chip, .copy, .reset, [data-find]");
    if (!target) return;
    if (target.matches(".chip")) { press(target, !pressed(target)); filter(); }
    if (target.matches(".copy")) copy(target);
    if (target.matches(".reset")) find("");
    if (target.matches("[data-find]")) find(target.dataset.find);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select")) { event.preventDefault(); form.text.focus(); }
    if (event.key === "Escape" && event.target === form.text) find("");
  });
  addEventListener("hashchange", reveal);

  document.body.classList.add("live");
  const wanted = ["failed", "unexpected-pass", "blocked", "warned"];
  chips.filter((chip) => wanted.includes(chip.dataset.verdict)).forEach((chip) => press(chip, true));
  filter();
  reveal();
})();
