import { STYLESHEET } from '../stylesheet.ts'

const FORMS = `
.steps { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; color: var(--quiet); font-size: 0.9375rem; }
.steps [aria-current] { color: var(--text); font-weight: 650; }
.form { display: grid; gap: 1.5rem; margin-top: 0.5rem; }
.field { display: grid; gap: 0.3rem; }
.field > label, .form legend { font-weight: 650; padding: 0; }
.form fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 0.4rem; }
.choice { display: flex; gap: 0.6rem; align-items: baseline; }
.form input[type="text"], .form input[type="url"] {
  font: inherit; color: var(--text); background: var(--sheet); border: 1px solid var(--quiet);
  border-radius: 6px; padding: 0.4rem 0.7rem; width: 100%;
}
.form button, button.action {
  justify-self: start; background: var(--accent); color: var(--sheet); font-weight: 600;
  border-color: var(--accent); border-radius: 6px; padding: 0.5rem 1.1rem;
}
.form button:hover, button.action:hover { color: var(--sheet); text-decoration: underline; }
.wrong { border-left: 4px solid var(--bad); padding-left: 1rem; display: grid; gap: 0.3rem; }
.next-steps { display: grid; gap: 1rem; counter-reset: step; }
`

/** The stylesheet of the set-up: the site's, and how forms look. */
export const SET_UP_STYLESHEET = `${STYLESHEET}${FORMS.trimStart()}`
