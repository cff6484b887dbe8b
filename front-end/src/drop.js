// Files dropped on the import page go into its file field; the form then sends itself, and says how far it is.

export function dropping() {
  const zone = () => document.querySelector("[data-drop]")
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return
      event.preventDefault() // never opened in place of the page
      const form = zone()
      if (kind !== "drop" || !form) return
      form.elements.files.files = event.dataTransfer.files
      form.requestSubmit()
    })
  }
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target.hasAttribute?.("data-drop")) sent(event)
    },
    true,
  )
}

function sent(event) {
  const form = event.target
  if (![...form.elements.files.files].length) return
  event.preventDefault()
  event.stopPropagation()
  const bar = form.querySelector("progress")
  const said = form.querySelector("[data-said]")
  bar.hidden = false
  const request = new XMLHttpRequest()
  request.open("POST", form.action)
  request.upload.onprogress = (e) => {
    bar.max = e.total
    bar.value = e.loaded
    said.textContent = `${(e.loaded / 1e6).toFixed(1)} of ${(e.total / 1e6).toFixed(1)} MB`
  }
  request.onload = () => (request.responseURL && request.status < 400 ? location.assign(request.responseURL) : shown(request.responseText))
  request.onerror = () => (said.textContent = "The connection to Firsthand was lost. Nothing that was acknowledged is lost; see whether the program still runs, then drop the files again.")
  request.send(new FormData(form))
}

function shown(text) {
  const page = new DOMParser().parseFromString(text, "text/html").getElementById("page")
  if (page) document.getElementById("page").replaceWith(page)
}
