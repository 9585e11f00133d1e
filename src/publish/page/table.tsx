import type { Child } from 'hono/jsx'

/**
 * A table that becomes a list of cards where the screen is narrow: each cell then shows its column's name. The first
 * cell of a row is the row's head.
 */
export const Table = ({
  caption,
  columns,
  rows,
}: {
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Child[])[]
}) => (
  // Without roles, some browsers take a table that is laid out otherwise for none.
  <table {...role('table')}>
    <caption>{caption}</caption>
    <thead {...role('rowgroup')}>
      <tr {...role('row')}>
        {columns.map((column) => (
          <th scope="col" {...role('columnheader')}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody {...role('rowgroup')}>
      {rows.map((cells) => (
        <tr {...role('row')}>
          {cells.map((cell, index) =>
            index === 0 ? (
              <th scope="row" {...role('rowheader')}>
                {cell}
              </th>
            ) : (
              <td data-column={columns[index]} {...role('cell')}>
                <div>{cell}</div>
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)

const role = (name: string): { readonly role: string } => ({ role: name })
