import { createTestDatabase } from '../helpers/database.ts';

describe('the test database', () => {
  it('is migrated, and each is its own', async () => {
    const one = await createTestDatabase();
    const two = await createTestDatabase();
    await one.pool.query("update clock set shift = '1 day'");
    const { rows } = await two.pool.query("select shift = '0' as unmoved from clock");
    expect(rows).toEqual([{ unmoved: true }]);
    await one.drop();
    await two.drop();
  });
});
