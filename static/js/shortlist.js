// Remembers saved therapists in the visitor's own browser; without it, links do the same by address.
const KEY = "shortlist";
const MOST = 6;
const COLUMNS = 4;
const SLUG = /^[-\w]{1,80}$/;

const header = document.querySelector("[data-shortlist-link]");
const status = document.querySelector("[data-shortlist-status]");
// A page that only sends for help has no menu, and nothing to save.
const home = header && new URL(header.href).pathname;
const plainLabel = header?.textContent;
const valid = (words) => [...new Set(words.map(String))].filter((word) => SLUG.test(word)).slice(0, MOST);
const query = (slugs) => (slugs.length ? `?${new URLSearchParams(slugs.map((slug) => ["t", slug]))}` : "");
const words = (name, number) => status.dataset[name].replace("#", number);

// Anything may stand in the storage. Null where it cannot be read.
function load() {
  try {
    const words = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(words) ? valid(words) : [];
  } catch (error) {
    return error instanceof SyntaxError ? [] : null;
  }
}

// False where the browser keeps nothing: then the plain links do the work.
function keep(slugs) {
  try {
    localStorage.setItem(KEY, JSON.stringify(slugs));
    return true;
  } catch {
    return false;
  }
}

function say(text) {
  status.textContent = "";
  setTimeout(() => { status.textContent = text; }, 50);
}

function mark() {
  const saved = load();
  if (!saved) return;
  for (const link of document.querySelectorAll("a[data-save]")) {
    const isSaved = saved.includes(link.dataset.save);
    const label = [...link.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    link.setAttribute("role", "button");
    link.setAttribute("aria-pressed", isSaved);
    if (label) label.data = isSaved ? status.dataset.saved : status.dataset.save;
  }
  for (const link of document.querySelectorAll("a[data-with-saved]")) {
    const own = link.dataset.withSaved;
    link.search = query([own, ...saved.filter((slug) => slug !== own)].slice(0, COLUMNS));
  }
  if (!header) return;
  header.href = home + query(saved);
  header.textContent = saved.length ? header.dataset.counted.replace("#", saved.length) : plainLabel;
}

// What does not fit is also said where the eyes are.
function refuse(link, saved) {
  const note = document.querySelector("[data-save-note]") || document.createElement("span");
  note.dataset.saveNote = "";
  note.className = "small";
  note.textContent = words("full", saved.length);
  link.after(note);
  say(note.textContent);
}

function toggle(link, event) {
  const saved = load();
  const slug = link.dataset.save;
  const isSaved = saved?.includes(slug);
  const slugs = isSaved ? saved.filter((one) => one !== slug) : [...(saved || []), slug];
  if (slugs.length > MOST) {
    refuse(link, saved);
  } else if (keep(slugs)) {
    document.querySelector("[data-save-note]")?.remove();
    mark();
    say(words(isSaved ? "removed" : "added", slugs.length));
  } else {
    return;
  }
  event.preventDefault();
}

async function copy(button) {
  await navigator.clipboard.writeText(location.href);
  button.textContent = status.dataset.copied;
  say(status.dataset.copied);
}

function keepThisList(offer) {
  const slugs = valid(list.dataset.shortlist.split(" "));
  keep(slugs);
  mark();
  offer.textContent = words("added", slugs.length);
  offer.tabIndex = -1;
  offer.focus();
}

const actions = {
  "save": toggle,
  "unsave": (link) => keep((load() || []).filter((slug) => slug !== link.dataset.unsave)),
  "copy-link": copy,
  "keep-list": keepThisList,
  "print": () => print(),
};

function click(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  for (const [name, act] of Object.entries(actions)) {
    const part = event.target.closest(`[data-${name}]`);
    if (part) act(part, event);
  }
}

// Buttons answer to the space bar too.
function press(event) {
  if (event.key !== " " || !event.target.matches("a[data-save]")) return;
  event.preventDefault();
  event.target.click();
}

function openList(page) {
  const saved = load();
  if (!saved) return;
  const asked = valid(new URLSearchParams(location.search).getAll("t"));
  if (!asked.length && saved.length) {
    location.replace(home + query(saved));
    return;
  }
  // The page has just said that the others are no longer listed: they need not be remembered.
  const listed = page.dataset.shortlist.split(" ");
  const still = saved.filter((slug) => listed.includes(slug) || !asked.includes(slug));
  if (still.length < saved.length) keep(still);
  const offer = page.querySelector("[data-keep-list]");
  if (offer) offer.hidden = asked.every((slug) => still.includes(slug) || !listed.includes(slug));
}

const list = document.querySelector("[data-shortlist]");
if (list) openList(list);
mark();
document.addEventListener("click", click);
document.addEventListener("keydown", press);
for (const name of ["htmx:afterSwap", "htmx:historyRestore", "pageshow", "storage"]) addEventListener(name, mark);
for (const part of document.querySelectorAll("[data-needs-script]")) {
  part.hidden = part.querySelector("[data-copy-link]") && !navigator.clipboard;
}
