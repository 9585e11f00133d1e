import './style.css'

// The system's fonts, as GitHub has them: nothing to load.
export { default } from 'vitepress/theme-without-fonts'
