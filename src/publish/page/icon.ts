/** Where the icon of the pages is. */
export const ICON_PATH = '/assets/icon.svg'

/** The sign of what is signed once more: a tick in an octagon, as red and green checks have it. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path fill="#0b62c4" d="M10 1h12l9 9v12l-9 9H10l-9-9V10z"/>
<path fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" d="m9 17 5 5 9-11"/>
</svg>
`
