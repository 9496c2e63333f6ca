import { keptServer } from './database-server.ts';

export default async function globalTeardown(): Promise<void> {
  await keptServer()?.destroy();
}
