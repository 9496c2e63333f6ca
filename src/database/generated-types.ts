import { generate, PostgresDialect, RawExpressionNode } from 'kysely-codegen';
import type { Pool } from 'pg';

/**
 * The table types of a migrated database as TypeScript source: times are Dates, dates, intervals and 8-byte
 * integers strings, as `createPool` delivers them; a text column that a check limits to some values is their
 * union. Kysely's and graphile-worker's own tables are left out.
 */
export async function tableTypes(databaseUrl: string, pool: Pool): Promise<string> {
  const dialect = new PostgresDialect();
  const db = await dialect.introspector.connect({ connectionString: databaseUrl, dialect });
  try {
    return await generate({
      db,
      dialect,
      defaultSchemas: ['public'],
      excludePattern: '{graphile_worker.*,kysely_*}',
      outFile: null,
      typeMapping: { date: 'string', interval: 'string' },
      overrides: { columns: await limitedColumns(pool) },
    });
  } finally {
    await db.destroy();
  }
}

/** `table.column` → its type, for each column with a check of the form `column in ('a', 'b')`. */
async function limitedColumns(pool: Pool): Promise<Record<string, RawExpressionNode>> {
  const { rows } = await pool.query<Check>(`
    select r.relname as "table", a.attname as "column", not a.attnotnull as nullable, a.atthasdef as "hasDefault",
      pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    join pg_class r on r.oid = c.conrelid
    join pg_attribute a on a.attrelid = c.conrelid and array[a.attnum] = c.conkey
    where c.contype = 'c' and c.connamespace = 'public'::regnamespace
    order by 1, 2
  `);
  return Object.fromEntries(
    rows.flatMap((check) => {
      const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[(.+)\]\)\)\)$/.exec(check.definition)?.[1];
      if (!list) return [];
      const union = [...list.matchAll(/'((?:[^']|'')*)'::text/g)]
        .map(([, value = '']) => JSON.stringify(value.replaceAll("''", "'")))
        .join(' | ');
      const type = check.nullable ? `${union} | null` : union;
      return [
        [
          `${check.table}.${check.column}`,
          new RawExpressionNode(check.hasDefault ? `Generated<${type}>` : type),
        ],
      ];
    }),
  );
}

interface Check {
  table: string;
  column: string;
  nullable: boolean;
  hasDefault: boolean;
  definition: string;
}
