// Small comforts of forms: text areas grow with their words, a chip that was opened is ready to be typed in, what only scripts can do becomes visible.

const grow = (area) => {
  area.style.height = "auto"
  area.style.height = `${area.scrollHeight + 2}px`
}

function ready(root) {
  for (const area of root.querySelectorAll("[data-grow]")) grow(area)
  for (const e of root.querySelectorAll("button[data-amend][hidden], button[data-focus][hidden]")) e.hidden = false
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target) {
    target.scrollIntoView({ block: "center" })
    if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true })
  }
}

// What was asked for on this page and is done now is shown at once, unless somebody has begun to type here.
function shown() {
  const link = document.querySelector("#work [data-show]")
  if (!link || new URL(link.href).pathname !== location.pathname) return
  const begun = [...document.querySelectorAll("main input:not([type]), main textarea")].some((f) => f.value !== f.defaultValue)
  if (!begun) link.click()
}

export function forms() {
  document.addEventListener("input", (event) => event.target.matches("[data-grow]") && grow(event.target))
  document.addEventListener(
    "toggle",
    (event) => {
      const chip = event.target
      if (!chip.matches?.("details") || !chip.open) return
      const field = chip.querySelector("input, select, textarea")
      if (field && document.activeElement?.closest("details") === chip) field.focus()
    },
    true,
  )
  document.addEventListener("htmx:after:swap", () => (ready(document), shown()))
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => ready(document))
  else ready(document)
}
