// Browsers that cannot show a closed <details> by CSS get the filters opened where there is room for them.
const folds = document.querySelectorAll(".fold");
const wide = window.matchMedia("(min-width: 60rem)");

function unfold() {
  for (const fold of folds) {
    fold.open = wide.matches;
  }
}

if (folds.length && !CSS.supports("selector(::details-content)")) {
  unfold();
  wide.addEventListener("change", unfold);
}
