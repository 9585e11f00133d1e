import { shown } from '../publish/terminal/style.ts'
import { Stopped } from './stopped.ts'

/**
 * Does what writes to the file of that name.
 * @param next what to do where that fails
 * @throws Stopped where the system doesn't let us: no right, no room, a file where a folder should be
 */
export async function written<T>(
  name: string,
  write: () => Promise<T>,
  next = 'See to its folder, to your rights there, and to the room on the disk.',
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new Stopped(`${shown(name)} can’t be written (${code}).`, next)
  }
}
