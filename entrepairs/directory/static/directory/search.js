// @ts-check
/** The search as one goes: answers, counts, address and map follow what is typed. */
import { Ground, Spots, corners, edges, numbers } from "./map-layers.js";

/** @typedef {{latitude: number, longitude: number, count: number, name: string, slug: string, box: number[] | null}} Spot */

/** @param {HTMLFormElement} form */
const asked = (form) => new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();

/** Ticking, choosing and searching an area can be undone by going back; typing cannot. */
const isStep = (/** @type {HTMLElement} */ field) =>
  field.matches("[type=checkbox], select") || (field.id === "box" && !document.querySelector("#follow:checked"));

/** The form and its answers, kept in step. */
class TeamSearch extends HTMLElement {
  sent = "";
  shown = location.search;
  begun = false;
  stepped = false; // what was asked last is worth a step of its own in the history
  /** @type {string[]} */
  opened = [];

  connectedCallback() {
    this.sent = asked(this.form);
    this.form.addEventListener("focusin", () => this.begin(), { once: true });
    this.form.addEventListener("input", (event) => {
      this.stepped ||= isStep(/** @type {HTMLElement} */ (event.target));
      this.begin();
    });
    this.back = (/** @type {PopStateEvent} */ event) => this.restore(event);
    window.addEventListener("popstate", this.back, { capture: true });
    for (const name of ["configRequest", "beforeSwap", "afterSwap", "afterSettle"]) {
      this.addEventListener(`htmx:${name}`, (event) => this[name](event));
    }
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this.back, { capture: true });
  }

  /** @returns {HTMLFormElement} */
  get form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  /** Back or forward among our own questions: the address tells what was asked. */
  restore(event) {
    if (location.search === this.shown) return;
    event.stopImmediatePropagation(); // htmx would load the whole page
    if (!this.begun) return location.reload(); // steps of an earlier visit to this page
    const told = new URLSearchParams(location.search);
    for (const name of ["q", "near", "box", "words"]) {
      const field = /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
      field.value = told.get(name) ?? (name === "words" ? "1" : "");
      if (field.type === "hidden") field.disabled = !told.has(name);
    }
    for (const box of this.form.elements) {
      if (box instanceof HTMLInputElement && box.type === "checkbox" && box.name) {
        box.checked = told.getAll(box.name).includes(box.value);
      }
    }
    const km = /** @type {HTMLSelectElement} */ (this.form.elements.namedItem("km"));
    km.value = told.get("km") ?? this.dataset.km ?? "";
    this.stepped = false;
    this.dataset.back = "";
    this.form.requestSubmit();
  }

  /** What a first visit does not need comes when somebody begins to search. */
  async begin() {
    if (this.begun) return;
    this.begun = true;
    import("./suggest-field.js");
    const script = document.createElement("script");
    script.src = this.dataset.htmx ?? "";
    document.head.append(script);
    await new Promise((done) => script.addEventListener("load", done));
    await new Promise((done) => setTimeout(done, 20)); // htmx looks at the page
    if (asked(this.form) !== this.sent) this.form.dispatchEvent(new Event("input"));
  }

  configRequest({ detail }) {
    this.sent = asked(this.form);
    if (this.dataset.back !== undefined) {
      for (const name of [...detail.formData.keys()]) detail.formData.delete(name);
      for (const [name, value] of new URLSearchParams(location.search)) detail.formData.append(name, value);
      return;
    }
    for (const name of ["q", "near"]) {
      if (!detail.parameters[name]) detail.formData.delete(name);
    }
  }

  beforeSwap({ detail }) {
    if (asked(this.form) !== this.sent) {
      detail.shouldSwap = false; // something was typed since: its answer is on its way
    } else if (detail.xhr.status === 400 || detail.xhr.status === 404) {
      detail.shouldSwap = true;
    }
    if (detail.shouldSwap && this.stepped) {
      history.pushState({}, ""); // the answer puts its address in this step
      this.stepped = false;
    }
    this.opened = [...this.querySelectorAll("#facets details[open]")].map((one) => one.id);
  }

  afterSwap() {
    this.shown = location.search;
    for (const one of this.querySelectorAll("#facets details")) {
      /** @type {HTMLDetailsElement} */ (one).open = this.opened.includes(one.id);
    }
  }

  afterSettle(event) {
    if (event.target.id === "results") this.removeAttribute("data-back");
    for (const link of document.querySelectorAll("a[hreflang]")) {
      /** @type {HTMLAnchorElement} */ (link).search = location.search;
    }
  }
}

customElements.define("team-search", TeamSearch);


const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

class DirectoryMap extends HTMLElement {
  ours = false; // the map moves by our will, not the visitor's
  /** @type {any} */
  map;

  connectedCallback() {
    if (matchMedia("(min-width: 72rem)").matches) {
      this.watch = new IntersectionObserver((seen) => {
        if (seen.some((one) => one.isIntersecting)) this.begin();
      }, { rootMargin: "100px" });
      this.watch.observe(this);
    } else {
      this.offer();
    }
    this.follow = (/** @type {any} */ event) => {
      if (this.map && event.target.id === "results") this.answered();
    };
    this.led = (/** @type {any} */ event) => {
      if (event.target.closest(".to-map a") && this.querySelector(":scope > .button")) this.begin();
    };
    document.addEventListener("click", this.led);
    document.addEventListener("htmx:afterSettle", this.follow);
    document.getElementById("search-here")?.addEventListener("click", () => this.searchHere());
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    document.removeEventListener("htmx:afterSettle", this.follow);
    document.removeEventListener("click", this.led);
    this.map?.remove();
  }

  /** Beside a list on a small screen the map comes when it is asked for. */
  offer() {
    const button = this.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", className: "button", textContent: this.dataset.show });
    button.addEventListener("click", () => this.begin().then(() => this.map?.getContainer().focus()));
  }

  async begin() {
    this.watch?.disconnect();
    this.replaceChildren();
    await this.open().catch(() => this.replaceChildren(this.dataset.failed ?? ""));
  }

  async open() {
    const styles = document.createElement("link");
    Object.assign(styles, { rel: "stylesheet", href: this.dataset.styles });
    const styled = new Promise((done, failed) => Object.assign(styles, { onload: done, onerror: failed }));
    document.head.prepend(styles); // before our own, which have the last word
    await Promise.all([styled, import(/** @type {string} */ (this.dataset.leaflet))]);
    const { L } = /** @type {any} */ (window);
    const motion = { zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm };
    const canvas = this.appendChild(document.createElement("div"));
    canvas.setAttribute("role", "region");
    canvas.setAttribute("aria-label", this.dataset.name ?? "");
    this.map = L.map(canvas, {
      ...motion, zoomControl: false, attributionControl: !!this.dataset.tiles,
      trackResize: false, minZoom: 3, maxZoom: 17, zoomSnap: 0.25,
    });
    const words = { zoomInTitle: this.dataset.zoomIn, zoomOutTitle: this.dataset.zoomOut };
    L.control.zoom(words).addTo(this.map);
    this.spots = new Spots(this.map, this.dataset);
    const home = corners(numbers(this.dataset.home ?? ""));
    this.quietly(() => this.map.fitBounds(home));
    this.map.on("moveend", () => this.moved()).on("resize", () => this.refresh());
    new ResizeObserver(() => this.quietly(() => this.map.invalidateSize({ pan: false }))).observe(canvas);
    this.ground = new Ground(this.map, this.dataset);
    await this.answered();
  }

  /** Moves that are no wish of the visitor's. @param {() => void} move */
  quietly(move) {
    this.ours = true;
    move();
    this.ours = false;
  }

  get results() {
    return /** @type {HTMLElement} */ (document.getElementById("results"));
  }

  /** A new answer stands in the list: show where it is, moving only if we must. */
  async answered() {
    const { extent, circle } = this.results.dataset;
    this.ground?.circle(circle ?? "");
    if (extent) {
      const box = document.querySelector("#box:enabled") ? numbers(extent) : null;
      const seen = box && this.map.getBounds().pad(0.02).contains(corners(box));
      if (!this.following || !seen) this.show(corners(numbers(extent)));
    } else if (this.results.dataset.question) {
      const spots = await this.ask({ zoom: "5" });
      const places = spots.map((spot) => [spot.latitude, spot.longitude]);
      const seen = places.some((place) => this.map.getBounds().contains(place));
      if (places.length && !seen) this.show(places);
    } else if (this.closest("team-search[data-back]")) {
      this.quietly(() => this.map.fitBounds(corners(numbers(this.dataset.home ?? ""))));
    }
    await this.refresh();
  }

  show(bounds) {
    this.quietly(() => this.map.fitBounds(bounds, { animate: false, maxZoom: 13, padding: [24, 24] }));
  }

  get following() {
    return /** @type {HTMLInputElement} */ (document.getElementById("follow")).checked;
  }

  moved() {
    if (this.ours) return;
    if (this.following) this.searchHere();
    this.refresh();
  }

  searchHere() {
    const field = /** @type {HTMLInputElement} */ (document.getElementById("box"));
    field.disabled = false;
    field.value = edges(this.map);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {Record<string, string>} more @returns {Promise<Spot[]>} */
  async ask(more, signal) {
    const query = new URLSearchParams(this.results.dataset.question);
    for (const name of ["box", "page"]) query.delete(name);
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    const answer = await fetch(`${this.dataset.src}?${query}`, { signal });
    if (!answer.ok) return [];
    return answer.json();
  }

  async refresh() {
    this.asking?.abort();
    this.asking = new AbortController();
    const more = { box: edges(this.map), zoom: String(Math.round(this.map.getZoom())) };
    try {
      this.spots?.draw(await this.ask(more, this.asking.signal));
      this.ground?.label(this.spots?.areas() ?? []);
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") throw error;
    }
  }
}

customElements.define("directory-map", DirectoryMap);
