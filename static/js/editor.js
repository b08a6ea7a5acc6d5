// Keeps what is typed in the editor: some seconds after the typing stops, and when the page is left.
const PAUSE = 3000;
const AGAIN = 15000;
const SIGNED_OUT = 401;
// Browsers let no more than 64 KB leave with a page that closes.
const MOST_AT_THE_END = 60000;

const form = document.querySelector("form[data-keep]");
const status = form?.querySelector("[data-status]");
let timer;
let isTyped = false;
let isSending = false;

const clock = () => new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
const say = (text) => { if (status.textContent !== text) status.textContent = text; };

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(keep, pause);
}

async function keep(options = {}) {
  clearTimeout(timer);
  isTyped = false;
  try {
    const body = new URLSearchParams(new FormData(form));
    const keepalive = options.isLeaving && body.toString().length < MOST_AT_THE_END;
    const answer = await fetch(form.dataset.keep, { method: "POST", body, keepalive });
    if (answer.status === SIGNED_OUT) return say(form.dataset.signedOut);
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    say(form.dataset.kept.replace("{time}", clock()));
  } catch {
    isTyped = true;
    say(form.dataset.notKept);
    later(AGAIN);
  }
}

function typed() {
  isTyped = true;
  later(PAUSE);
}

function leave() {
  if (isTyped && !isSending) keep({ isLeaving: true });
}

if (form) {
  form.addEventListener("input", typed);
  // Sent as a whole: what is kept a moment later would come back as not saved.
  form.addEventListener("submit", () => {
    isSending = true;
    clearTimeout(timer);
  });
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
  addEventListener("pageshow", ({ persisted }) => {
    isSending = false;
    if (persisted && isTyped) later(PAUSE);
  });
}

for (const time of document.querySelectorAll("time[data-local-time]")) {
  time.textContent = new Date(time.dateTime).toLocaleString([], { dateStyle: "long", timeStyle: "short" });
}
