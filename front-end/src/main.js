import htmx from "htmx.org"
import "./main.css"
import { keys } from "./keys.js"
import { selecting } from "./select.js"
import { forms } from "./forms.js"
import { dropping } from "./drop.js"
import { regions } from "./regions.js"
import { lost } from "./lost.js"

htmx.config.includeIndicatorCSS = false
document.documentElement.classList.add("scripted")
keys()
selecting()
forms()
dropping()
regions()
lost()
