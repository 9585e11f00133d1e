import {
  countOfDoubts,
  diagnosticsOf,
  type Reading,
  remarksOnReading,
} from '../../publish/reading.ts'
import type { READ_FORMATS } from '../commands/read.ts'
import type { Terminal } from '../terminal.ts'
import { version } from '../version.ts'

/** What `countersign read` prints, in one of its formats. Each loads what it needs, and nothing else. */
export async function readText(
  readings: readonly Reading[],
  format: (typeof READ_FORMATS)[number],
  { colours, columns }: Pick<Terminal, 'colours' | 'columns'>,
): Promise<string> {
  const said = countOfDoubts(readings.flatMap(diagnosticsOf)) || 'no doubt about anything'
  switch (format) {
    case 'text': {
      const { readingPage } = await import('../../publish/terminal/reading-page.ts')
      const { styleOf } = await import('../../publish/terminal/style.ts')
      const style = styleOf({ colours, columns })
      const pages = readings.map((reading) => readingPage(reading, style))
      return [...pages, ...(pages.length > 1 ? [`${pages.length} read: ${said}.`] : [])].join(
        '\n\n\n',
      )
    }
    case 'json': {
      const { readingsData } = await import('../../publish/json/readings.ts')
      const { jsonText } = await import('../../publish/json/json-text.ts')
      return jsonText(readingsData(readings, version()))
    }
    case 'sarif': {
      const { sarifLog } = await import('../../publish/sarif/sarif.ts')
      const { jsonText } = await import('../../publish/json/json-text.ts')
      return jsonText(sarifLog(readings.flatMap(remarksOnReading), version()))
    }
    case 'github': {
      const { workflowCommands } = await import('../../publish/github-actions/commands.ts')
      return workflowCommands(readings.flatMap(remarksOnReading), said, false)
    }
  }
}
