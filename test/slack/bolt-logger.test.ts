import { createLogger } from '../../src/logger.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';

function written(log: (logger: ReturnType<typeof boltLogger>) => void): string[] {
  const lines: string[] = [];
  log(boltLogger(createLogger('trace', { write: (line) => void lines.push(line) })));
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}

test('what Bolt says while it debugs is logged without the payloads at its end', () => {
  const payload = JSON.stringify({ user: { id: 'U0CMO' }, actions: [{ value: '2' }] }, null, 2);
  const lines = written((logger) => {
    logger.debug(`Received a message on the WebSocket: ${payload}`);
    logger.debug(payload);
    logger.debug('http request body:', JSON.stringify(['secret']));
    logger.debug('Starting Socket Mode session ...');
  });
  expect(lines).toEqual([
    'Received a message on the WebSocket: …',
    '…',
    'http request body: …',
    'Starting Socket Mode session ...',
  ]);
});

test('its other lines stay whole', () => {
  expect(written((logger) => logger.warn('refused [missing_scope]'))).toEqual(['refused [missing_scope]']);
});
