// @ts-check
/** A field that suggests while one types; without this script, a plain field. */
class SuggestField extends HTMLElement {
  timer = 0;
  /** @type {AbortController | undefined} */
  asking;

  connectedCallback() {
    if (this.list) return;
    this.field = /** @type {HTMLInputElement} */ (this.querySelector("input"));
    this.list = document.createElement("ul");
    this.list.id = `${this.field.id}-options`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.querySelector("label")?.textContent ?? "");
    this.list.hidden = true;
    this.append(this.list);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(states)) this.field.setAttribute(name, value);
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", (event) => event.isTrusted && this.later());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = /** @type {Element} */ (event.target).closest("[role=option]");
      if (option) this.choose(/** @type {HTMLElement} */ (option));
    });
  }

  get options() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  get active() {
    return this.options.find((option) => option.ariaSelected === "true");
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 150);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const query = new URLSearchParams({ [this.field.name]: this.field.value });
    try {
      const answer = await fetch(`${this.dataset.src}?${query}`, { signal: this.asking.signal });
      if (document.activeElement !== this.field) return;
      this.list.innerHTML = answer.ok ? await answer.text() : "";
      this.show(this.options.length > 0);
    } catch {
      this.close(); // asked anew or no network: the field goes on without
    }
  }

  /** @param {boolean} open */
  show(open) {
    this.list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    this.field.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.show(false);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (this.list.hidden) {
      if (event.key === "ArrowDown") this.ask();
    } else if (step) {
      event.preventDefault();
      this.move(step);
    } else if (event.key === "Enter" && this.active) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
  }

  /** @param {number} step */
  move(step) {
    const options = this.options;
    const from = this.active ? options.indexOf(this.active) : step > 0 ? -1 : 0;
    const next = options[(from + step + options.length) % options.length];
    for (const option of options) option.ariaSelected = String(option === next);
    this.field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} option */
  choose(option) {
    this.close();
    if (option.dataset.href) return location.assign(option.dataset.href);
    this.field.value = option.dataset.value ?? "";
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("suggest-field", SuggestField);
