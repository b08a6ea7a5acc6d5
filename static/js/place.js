// The place box: suggestions, the location on a click, the last place kept in this browser.
const BOXES = ".find-form:has([data-place-tools]) input[data-place]";
const KEPT = "place";
const SHORTEST = 2;
const PAUSE = 150;
const enhanced = new WeakSet();

// A browser that keeps nothing may refuse the question.
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

function set(element, attributes) {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
}

async function answer(url, parameters, signal) {
  return (await fetch(`${url}?${new URLSearchParams(parameters)}`, { signal })).json();
}

function fill(input, place) {
  input.value = place;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// w3.org/WAI/ARIA/apg/patterns/combobox: editable, with a list chosen from by hand.
function suggest(input, list, count, words) {
  let options = [];
  let active = -1;
  let asking = new AbortController();
  let pause;

  function activate(index) {
    active = index;
    options.forEach((option, at) => set(option, { "aria-selected": at === index }));
    options[index]?.scrollIntoView({ block: "nearest" });
    set(input, { "aria-activedescendant": options[index]?.id ?? "" });
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    set(input, { "aria-expanded": isOpen });
    activate(-1);
  }

  function show(places) {
    options = places.map(({ label }, at) => {
      const option = document.createElement("li");
      set(option, { id: `${list.id}-${at}`, role: "option", class: "combobox__option" });
      option.textContent = label;
      return option;
    });
    const total = options.length;
    list.replaceChildren(...options);
    open(total > 0);
    count.textContent = (words[total] ?? words.many).replace("{n}", total);
  }

  function stop() {
    clearTimeout(pause);
    asking.abort();
    open(false);
  }

  async function ask() {
    const q = input.value.trim();
    clearTimeout(pause);
    asking.abort();
    if (q.length < SHORTEST) return open(false);
    const { signal } = (asking = new AbortController());
    try {
      const { places } = await answer(input.dataset.place, { q }, signal);
      if (!signal.aborted) show(places);
    } catch {
      if (!signal.aborted) open(false); // a plain text box is left
    }
  }

  function choose(index) {
    fill(input, options[index].textContent);
    stop();
  }

  async function move(step) {
    if (list.hidden) await ask();
    const stops = options.length + 1; // one more for the box itself
    if (!list.hidden) activate(((active + 1 + step + stops) % stops) - 1);
  }

  // What answers false leaves the key to the browser.
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => active >= 0 && activate(0),
    End: () => active >= 0 && activate(options.length - 1),
    Enter: () => active >= 0 && choose(active),
    Escape: () => !list.hidden && stop(),
    Tab() {
      if (active >= 0) choose(active);
      return false;
    },
  };

  list.id = `${input.id}-places`;
  input.nextElementSibling?.remove();
  input.after(list);
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  input.autocomplete = "off"; // its own list would cover this one
  open(false);

  input.addEventListener("input", () => {
    activate(-1);
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const press = event.isComposing ? null : keys[event.key];
    if (press && press() !== false) event.preventDefault();
  });
  input.addEventListener("blur", stop);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", ({ target }) => {
    if (target !== list) choose(options.indexOf(target));
  });
}

function locate(input, button, url, say, words) {
  async function found({ coords: { latitude, longitude } }) {
    try {
      // Two decimals are about half a mile.
      const rounded = { lat: latitude.toFixed(2), lng: longitude.toFixed(2) };
      const { place, message } = await answer(url, rounded);
      if (place) fill(input, place.label);
      say(place ? words.filled.replace("{place}", place.label) : message);
    } catch {
      say(words["failed-2"]);
    }
  }

  if (!navigator.geolocation) return button.remove();
  button.addEventListener("click", () => {
    const failed = ({ code }) => say(words[`failed-${code}`]);
    say(words.asking);
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 600000, timeout: 15000 });
  });
}

function remember(input, note, button, say, words) {
  const { understoodPlace, placeOffer } = input.dataset;
  const place = stored((store) => store.getItem(KEPT));
  const isOffered = place && placeOffer && !input.value;
  if (isOffered) input.value = place;
  note.hidden = !place || !(isOffered || understoodPlace);
  button.addEventListener("click", () => {
    stored((store) => store.removeItem(KEPT));
    note.hidden = true;
    if (isOffered) input.value = "";
    input.focus();
    say(words.forgotten);
  });
}

function enhance(input) {
  enhanced.add(input);
  const tools = input.closest(".find-form").querySelector("[data-place-tools]");
  const template = tools.querySelector("template");
  const words = template.dataset;
  const part = (name) => tools.querySelector(`[data-${name}]`);
  const say = (text) => part("message").replaceChildren(text);
  tools.replaceChildren(template, template.content.cloneNode(true));
  suggest(input, part("list"), part("count"), words);
  locate(input, part("locate"), tools.dataset.nearest, say, words);
  remember(input, part("kept"), part("forget"), say, words);
}

function start() {
  for (const input of document.querySelectorAll(BOXES)) {
    const { understoodPlace } = input.dataset;
    if (understoodPlace) stored((store) => store.setItem(KEPT, understoodPlace));
    if (!enhanced.has(input)) enhance(input);
  }
}

start();
document.addEventListener("htmx:load", start); // the place may be another now
