import { readFileSync } from 'node:fs';
import { tableTypes } from '../../src/database/generated-types.ts';
import { dumpSchema } from '../../src/database/schema-dump.ts';
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** To mend a failure here: `npm run generate`, and read the difference. */
describe('what is generated from the migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });

  it('types: src/database/generated.ts is current', async () => {
    expect(read('src/database/generated.ts')).toBe(await tableTypes(database.url, database.pool));
  });

  it('schema: migrations/schema.sql is current', async () => {
    expect(read('migrations/schema.sql')).toBe(await dumpSchema(database.pool));
  });

  it('migrations/schema.sql makes the same schema', async () => {
    const empty = await createTestDatabase('empty');
    await empty.pool.query(read('migrations/schema.sql'));
    expect(await dumpSchema(empty.pool)).toBe(await dumpSchema(database.pool));
    await empty.drop();
  });
});
