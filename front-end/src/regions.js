// A place in a picture: dragged, or moved and sized with the arrow keys, or typed; the box and the four number fields always say the same.

const SIDES = ["left", "top", "right", "bottom"]
const form = () => document.getElementById("region")
const field = (side) => form().elements[side]
const size = (svg) => svg.viewBox.baseVal

function box() {
  return SIDES.map((s) => Math.round(Number(field(s).value)) || 0)
}

function put(svg, [left, top, right, bottom]) {
  const { width, height } = size(svg)
  const clamp = (n, most) => Math.min(Math.max(Math.round(n), 0), most)
  const x = [clamp(Math.min(left, right), width), clamp(Math.max(left, right), width)]
  const y = [clamp(Math.min(top, bottom), height), clamp(Math.max(top, bottom), height)]
  SIDES.forEach((s, i) => (field(s).value = [x[0], y[0], x[1], y[1]][i]))
  draw(svg)
}

function draw(svg) {
  const [left, top, right, bottom] = box()
  const rect = svg.querySelector(".marking")
  rect.removeAttribute("hidden")
  for (const [name, value] of Object.entries({ x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) })) rect.setAttribute(name, value)
}

function at(svg, event) {
  const frame = svg.getBoundingClientRect()
  return [((event.clientX - frame.left) / frame.width) * size(svg).width, ((event.clientY - frame.top) / frame.height) * size(svg).height]
}

function moved(svg, event) {
  const step = Math.max(1, Math.round(Math.max(size(svg).width, size(svg).height) / 100))
  const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key] ?? []
  if (dx === undefined) return
  event.preventDefault()
  const { width, height } = size(svg)
  let [left, top, right, bottom] = box()
  if (svg.querySelector(".marking").hasAttribute("hidden")) [left, top, right, bottom] = [width / 4, height / 4, (width * 3) / 4, (height * 3) / 4]
  else if (event.shiftKey) [right, bottom] = [Math.max(left + 1, right + dx), Math.max(top + 1, bottom + dy)]
  else if (left + dx >= 0 && right + dx <= width && top + dy >= 0 && bottom + dy <= height) [left, top, right, bottom] = [left + dx, top + dy, right + dx, bottom + dy]
  put(svg, [left, top, right, bottom])
}

export function regions() {
  let from = null
  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest?.("[data-region]")
    if (!svg || event.button || !form()) return
    from = at(svg, event)
    svg.setPointerCapture(event.pointerId)
  })
  document.addEventListener("pointermove", (event) => {
    const svg = event.target.closest?.("[data-region]")
    if (svg && from) put(svg, [...from, ...at(svg, event)])
  })
  document.addEventListener("pointerup", (event) => {
    if (!from) return
    from = null
    if (event.target.closest?.("[data-region]") && form()) form().elements.text.focus()
  })
  document.addEventListener("keydown", (event) => {
    const svg = event.target.closest?.("[data-region]")
    if (svg && form() && !event.ctrlKey && !event.metaKey && !event.altKey) moved(svg, event)
  })
  document.addEventListener("input", (event) => {
    const svg = document.querySelector("[data-region]")
    if (svg && event.target.form?.id === "region" && SIDES.includes(event.target.name)) draw(svg)
  })
}
