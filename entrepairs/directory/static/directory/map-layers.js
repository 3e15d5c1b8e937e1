// @ts-check
/** What lies on the map: borders or tiles, names of towns, the circle searched, teams. */

/** @typedef {import("./search.js").Spot} Spot */
/** @typedef {number[]} Area left, top, right and bottom, in pixels */

const TOWNS_FROM = [[10, 0], [9, 40000], [8, 75000], [7, 180000], [5, 450000], [0, 1500000]];

/** Where a name may stand around its town: in halves of its width, in pixels. */
const AROUND = [[0, 12], [0, 28], [1, 0], [-1, 0], [0, -28]];

/** @param {Area} one @param {Area} other */
const meet = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

/** `west,south,east,north` as Leaflet's corners. @param {number[]} box */
export const corners = ([west, south, east, north]) => [[south, west], [north, east]];

/** @param {string} text */
export const numbers = (text) => text.split(",").map(Number);

/** The map's extent, as the addresses tell it. @param {any} map */
export const edges = (map) => {
  const { _southWest: low, _northEast: high } = map.getBounds();
  const edge = (degrees, most) => Math.max(-most, Math.min(most, degrees)).toFixed(4);
  return [edge(low.lng, 180), edge(low.lat, 90), edge(high.lng, 180), edge(high.lat, 90)].join(",");
};

export class Ground {
  /** @type {[string, number, number, number][]} */
  named = [];

  /** @param {any} map @param {DOMStringMap} told */
  constructor(map, told) {
    this.L = /** @type {any} */ (window).L;
    this.map = map;
    this.area = this.L.layerGroup().addTo(map);
    this.towns = this.L.layerGroup().addTo(map);
    if (told.tiles) {
      this.L.tileLayer(told.tiles, { attribution: told.attribution, maxZoom: 19 }).addTo(map);
    } else {
      this.borders(told);
      this.named = JSON.parse(told.towns || "[]");
    }
  }

  /** Our country, and in a quieter colour those around. */
  borders(told) {
    const home = (told.boundaries ?? "").split(" ").filter(Boolean);
    this.draw(told.outlines, "land").then((layer) => layer?.bringToBack());
    for (const one of home) this.draw(one, "land land--home");
  }

  /** @param {string} address @param {string} className */
  async draw(address, className) {
    const answer = await fetch(address).catch(() => undefined);
    if (!answer?.ok) return; // a map without borders still has its teams
    const look = { style: { className }, interactive: false };
    const layer = this.L.geoJSON(await answer.json(), look).addTo(this.map);
    this.area.eachLayer((one) => one.bringToFront()); // borders come after the circle
    return layer;
  }

  /** @param {string} text `latitude,longitude,km` or nothing */
  circle(text) {
    this.area.clearLayers();
    if (!text) return;
    const [latitude, longitude, km] = text.split(",").map(Number);
    const look = { className: "around", interactive: false, radius: km * 1000 };
    this.L.circle([latitude, longitude], look).addTo(this.area);
  }

  /** Names of towns where they hide no team and no larger town. @param {Area[]} taken */
  label(taken) {
    const least = TOWNS_FROM.find(([zoom]) => this.map.getZoom() >= zoom)?.[1] ?? 0;
    const seen = this.map.getBounds();
    this.towns.clearLayers();
    for (const [name, latitude, longitude, people] of this.named) {
      if (people < least || !seen.contains([latitude, longitude])) continue;
      const spot = this.map.latLngToContainerPoint([latitude, longitude]);
      const half = name.length * 3.6 + 3;
      const free = AROUND.map(([x, y]) => [x * half + Math.sign(x) * 20, y]).find(([x, y]) => {
        const area = [spot.x + x - half, spot.y + y - 8, spot.x + x + half, spot.y + y + 8];
        return !taken.some((other) => meet(area, other)) && taken.push(area);
      });
      if (free) this.town(name, [latitude, longitude], free);
    }
  }

  /** @param {string} name @param {number[]} position @param {number[]} away */
  town(name, position, [x, y]) {
    const text = document.createElement("span");
    text.textContent = name;
    text.ariaHidden = "true";
    const icon = this.L.divIcon({ className: "town", html: text, iconSize: [0, 0], iconAnchor: [-x, -y] });
    const look = { icon, keyboard: false, interactive: false, zIndexOffset: -10000 };
    this.L.marker(position, look).addTo(this.towns);
  }
}

/** Teams as buttons in the order of the list, and their panel. */
export class Spots {
  /** @param {any} map @param {DOMStringMap} words */
  constructor(map, words) {
    this.L = /** @type {any} */ (window).L;
    this.map = map;
    this.words = words;
    /** @type {Map<string, any>} */
    this.markers = new Map();
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape" && map._popup?.isOpen()) map.closePopup();
    });
    map.on("popupclose", () => this.back());
  }

  /** The marker's name in all answers to come. @param {Spot} spot */
  key = (spot) => spot.slug || `${spot.latitude},${spot.longitude},${spot.count}`;

  /** @param {Spot[]} spots */
  draw(spots) {
    const held = /** @type {HTMLElement | null} */ (document.activeElement?.closest(".spot"));
    const sorted = this.sorted(spots);
    const keys = new Set(sorted.map(this.key));
    for (const [key, marker] of this.markers) {
      if (!keys.has(key)) {
        marker.remove();
        this.markers.delete(key);
      }
    }
    for (const spot of sorted) {
      const key = this.key(spot);
      if (!this.markers.has(key)) this.markers.set(key, this.marker(spot, key));
    }
    this.order(sorted.map((spot) => this.markers.get(this.key(spot)).getElement()));
    if (held) (held.isConnected ? held : this.map.getPane("markerPane").querySelector(".spot"))?.querySelector("button").focus();
  }

  /** As in the list; what is not on its page comes after. @param {Spot[]} spots */
  sorted(spots) {
    const cards = [...document.querySelectorAll("#results [data-slug]")];
    const ranks = new Map(cards.map((card, rank) => [/** @type {HTMLElement} */ (card).dataset.slug, rank]));
    const rank = (spot) => ranks.get(spot.slug) ?? cards.length;
    return [...spots].sort((one, other) => rank(one) - rank(other));
  }

  /** @param {Element[]} wanted */
  order(wanted) {
    const pane = this.map.getPane("markerPane");
    const present = [...pane.children].filter((one) => one.matches(".spot"));
    if (wanted.some((one, at) => one !== present[at])) pane.append(...wanted);
  }

  /** @param {Spot} spot @param {string} key */
  marker(spot, key) {
    const size = spot.count === 1 ? 28 : spot.count < 10 ? 36 : spot.count < 100 ? 44 : 52;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.key = key;
    button.textContent = spot.count === 1 ? "" : String(spot.count);
    const several = this.stands(spot) ? this.words.together : this.words.several;
    const name = spot.count === 1 ? spot.name : (several ?? "").replace("{n}", String(spot.count));
    button.setAttribute("aria-label", name);
    button.title = name;
    const icon = this.L.divIcon({ className: "spot", html: button, iconSize: [size, size] });
    const marker = this.L.marker([spot.latitude, spot.longitude], { icon, keyboard: false });
    marker.on("click", () => this.choose(spot, key, name));
    return marker.addTo(this.map);
  }

  /** Several that no zoom takes apart. @param {Spot} spot */
  stands = ({ box }) => !box || Math.max(box[2] - box[0], box[3] - box[1]) < 0.0002;

  /** @param {Spot} spot @param {string} key @param {string} name */
  choose(spot, key, name) {
    if (spot.count > 1 && spot.box && !this.stands(spot) && this.map.getZoom() < this.map.getMaxZoom()) {
      const [west, south, east, north] = spot.box;
      this.map.fitBounds([[south, west], [north, east]], { padding: [40, 40] });
      return;
    }
    this.held = key;
    const panel = document.createElement("div");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", name);
    const title = panel.appendChild(document.createElement("p"));
    title.textContent = name;
    const link = panel.appendChild(document.createElement("a"));
    link.href = this.address(spot);
    link.textContent = (spot.count === 1 ? this.words.open : this.words.see) ?? "";
    const close = panel.appendChild(document.createElement("button"));
    Object.assign(close, { type: "button", className: "spot-close", ariaLabel: this.words.close, textContent: "×" });
    close.addEventListener("click", () => this.map.closePopup());
    const popup = this.L.popup({ closeButton: false, minWidth: 220, maxWidth: 260 });
    popup.setLatLng([spot.latitude, spot.longitude]).setContent(panel).openOn(this.map);
    link.focus();
    if (spot.count === 1) this.fill(popup, title, link.href);
  }

  /** The team's page, or the list of what was asked, where these stand. @param {Spot} spot */
  address(spot) {
    if (spot.count === 1) return `${this.words.list}${spot.slug}/`;
    const [west, south, east, north] = spot.box ?? [spot.longitude, spot.latitude, spot.longitude, spot.latitude];
    const box = [west - 0.0002, south - 0.0002, east + 0.0002, north + 0.0002];
    const asked = new URLSearchParams(document.getElementById("results")?.dataset.question);
    asked.delete("page");
    asked.set("box", box.map((edge) => edge.toFixed(4)).join());
    return `${this.words.list}?${asked}`;
  }

  /** What the list says of the team, under its name. */
  async fill(popup, title, address) {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const told = document.createElement("div");
    told.innerHTML = await answer.text();
    title.after(...told.childNodes);
    const held = /** @type {HTMLElement} */ (document.activeElement);
    popup.update(); // puts its content in anew, which loses the focus
    held.focus();
  }

  /** The focus goes back to the marker whose panel is closed. */
  back() {
    if (!this.held) return;
    const marker = this.markers.get(this.held);
    this.held = "";
    const inside = document.activeElement === document.body || document.activeElement?.closest(".leaflet-popup");
    if (inside) marker?.getElement()?.querySelector("button").focus();
  }

  /** What the markers cover. @returns {Area[]} */
  areas() {
    return [...this.markers.values()].map((marker) => {
      const { x, y } = this.map.latLngToContainerPoint(marker.getLatLng());
      const half = marker.options.icon.options.iconSize[0] / 2;
      return [x - half, y - half, x + half, y + half];
    });
  }
}
