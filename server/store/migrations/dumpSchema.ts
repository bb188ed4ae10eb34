import type { Queryable } from '../database/Database.ts';
import { SCHEMAS } from './migrate.ts';

/** One thing in a schema, as the line that would make it. */
interface Line {
  readonly line: string;
}

/**
 * Both schemas as text, from the catalog: the same for every engine and version. `schema.sql` is such a dump, kept so
 * that a review sees what a migration changes and a test sees what nobody meant to change.
 */
export async function dumpSchema(database: Queryable): Promise<string> {
  const schemas = [...SCHEMAS];
  const parts = [
    await database.query<Line>(TABLES, [schemas]),
    await database.query<Line>(CONSTRAINTS, [schemas]),
    await database.query<Line>(INDEXES, [schemas]),
    await database.query<Line>(FUNCTIONS, [schemas]),
    await database.query<Line>(TRIGGERS, [schemas]),
  ];
  const body = parts.map((lines) => lines.map(({ line }) => `${line}\n`).join('')).join('\n');
  return `-- Made by \`npm run schema\` from the migrations; do not edit.\n\n${body}`;
}

const TABLES = `
  with named_table as (
    select pg_class.oid, format('%I.%I', pg_namespace.nspname, pg_class.relname) as name
    from pg_class
    join pg_namespace on pg_namespace.oid = pg_class.relnamespace
    where pg_namespace.nspname = any($1::text[]) and pg_class.relkind = 'r'
  ),
  column_line as (
    select
      pg_attribute.attrelid as table_oid,
      pg_attribute.attnum as position,
      concat_ws(' ',
        format('  %I', pg_attribute.attname),
        format_type(pg_attribute.atttypid, pg_attribute.atttypmod),
        case when pg_collation.collname <> 'default' then format('collate %I', pg_collation.collname) end,
        case when pg_attribute.attnotnull then 'not null' end,
        case when pg_attribute.attidentity = 'a' then 'generated always as identity' end,
        'default ' || pg_get_expr(pg_attrdef.adbin, pg_attrdef.adrelid)
      ) as line
    from pg_attribute
    left join pg_collation on pg_collation.oid = pg_attribute.attcollation
    left join pg_attrdef on pg_attrdef.adrelid = pg_attribute.attrelid and pg_attrdef.adnum = pg_attribute.attnum
    where pg_attribute.attnum > 0 and not pg_attribute.attisdropped
  )
  select format(
    E'create table %s (\\n%s\\n);',
    named_table.name,
    string_agg(column_line.line, E',\\n' order by column_line.position)
  ) as line
  from named_table
  join column_line on column_line.table_oid = named_table.oid
  group by named_table.name
  order by named_table.name collate "C"`;

/** PostgreSQL 18 lists "not null" among the constraints, 15 does not; the columns above say it anyway. */
const CONSTRAINTS = `
  select format(
    'alter table %I.%I add constraint %I %s;',
    pg_namespace.nspname, pg_class.relname, pg_constraint.conname, pg_get_constraintdef(pg_constraint.oid)
  ) collate "C" as line
  from pg_constraint
  join pg_class on pg_class.oid = pg_constraint.conrelid
  join pg_namespace on pg_namespace.oid = pg_class.relnamespace
  where pg_namespace.nspname = any($1::text[]) and pg_constraint.contype in ('p', 'u', 'f', 'c')
  order by line`;

const INDEXES = `
  select pg_get_indexdef(pg_index.indexrelid) || ';' collate "C" as line
  from pg_index
  join pg_class on pg_class.oid = pg_index.indrelid
  join pg_namespace on pg_namespace.oid = pg_class.relnamespace
  where pg_namespace.nspname = any($1::text[])
    and not exists (select from pg_constraint where pg_constraint.conindid = pg_index.indexrelid)
  order by line`;

const FUNCTIONS = `
  select pg_get_functiondef(pg_proc.oid) || ';' collate "C" as line
  from pg_proc
  join pg_namespace on pg_namespace.oid = pg_proc.pronamespace
  where pg_namespace.nspname = any($1::text[])
  order by line`;

const TRIGGERS = `
  select pg_get_triggerdef(pg_trigger.oid) || ';' collate "C" as line
  from pg_trigger
  join pg_class on pg_class.oid = pg_trigger.tgrelid
  join pg_namespace on pg_namespace.oid = pg_class.relnamespace
  where pg_namespace.nspname = any($1::text[]) and not pg_trigger.tgisinternal
  order by line`;
