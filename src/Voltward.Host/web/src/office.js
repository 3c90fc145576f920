// Keyboard and small conveniences of the office pages. Every page works without this file.
import { startKeys } from './office/keys.js'
import { startLists } from './office/lists.js'
import { startSearch } from './office/search.js'
import { startRefresh } from './office/refresh.js'
import { startBoard } from './office/board.js'

document.documentElement.classList.add('scripted')
startKeys()
startLists()
startSearch()
startRefresh()
startBoard()

// Menus close when the attention goes elsewhere.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false
  }
})

if (document.querySelector('[data-chart]')) {
  import(`/lib/charts.js?v=${document.documentElement.dataset.version}`)
}
