// @ts-check
/** The map beside the list: what it shows, when it asks, how the two keep in step. */
import { Ground, corners, edges, numbers } from "./map-ground.js";
import { Spots } from "./map-spots.js";

/** @typedef {{latitude: number, longitude: number, count: number, name: string, slug: string, box: number[] | null}} Spot */

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
    document.addEventListener("htmx:afterSettle", this.follow);
    document.getElementById("search-here")?.addEventListener("click", () => this.searchHere());
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    document.removeEventListener("htmx:afterSettle", this.follow);
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
    this.ground = new Ground(this.map, this.dataset, home);
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
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") throw error;
    }
  }
}

customElements.define("directory-map", DirectoryMap);
