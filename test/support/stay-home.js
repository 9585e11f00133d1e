import { Socket } from 'node:net'

// Loaded into a process before all else: whoever it calls is written down, and only this machine answers.
const connect = Socket.prototype.connect
Socket.prototype.connect = function (...given) {
  const [{ host = 'localhost', port }] = Array.isArray(given[0]) ? given[0] : given
  process.stderr.write(`called: ${host}:${port}\n`)
  if (host === 'localhost' || host === '127.0.0.1') return connect.apply(this, given)
  return this.destroy(new Error(`${host} is not at home`))
}
