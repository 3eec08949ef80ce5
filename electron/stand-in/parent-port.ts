/** Loaded into a forked process first: gives it the port by which Electron's utility processes speak. */
import { EventEmitter } from 'node:events';

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message);
  }
}

const port = new ParentPort();
/** What came before anybody listened; Electron keeps it too, and modules that wait while they load are late. */
const early: unknown[] = [];
const deliver = (data: unknown): boolean => port.emit('message', { data, ports: [] });
process.on('message', (data) => {
  if (!deliver(data)) early.push(data);
});
port.on('newListener', (name) => {
  if (name === 'message') setImmediate(() => early.splice(0).forEach(deliver));
});
Object.defineProperty(process, 'parentPort', { value: port });
