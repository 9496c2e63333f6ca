import type { Stance } from './stance.ts';

/** An eligible person, as frozen when the proposal opened. */
export interface Voter {
  userId: string;
  departmentId: number;
  isLead: boolean;
}

/** One department's count; `turnout` is agree + object + abstain, at most `eligible`. */
export interface DepartmentTally {
  departmentId: number;
  eligible: number;
  agree: number;
  object: number;
  abstain: number;
  turnout: number;
  /** Usually one. `stance` null: has not reacted. */
  leads: { userId: string; stance: Stance | null }[];
}

export interface Tally {
  departments: DepartmentTally[];
  /** People with a stance who are not eligible. */
  observers: number;
}

/**
 * Counts the stances per department (design 3.2), in the order of `departmentIds`. A person counts once, in
 * the first department they are listed for, and only in a participating one. `ignoredUserIds` are bots:
 * neither voters nor observers, whatever else says so.
 */
export function tally(
  departmentIds: readonly number[],
  voters: readonly Voter[],
  stances: ReadonlyMap<string, { stance: Stance }>,
  ignoredUserIds: ReadonlySet<string> = new Set(),
): Tally {
  const departments = new Map(departmentIds.map((id) => [id, emptyTally(id)]));
  const eligible = new Set<string>();
  for (const { userId, departmentId, isLead } of voters) {
    const department = departments.get(departmentId);
    if (!department || eligible.has(userId) || ignoredUserIds.has(userId)) continue;
    eligible.add(userId);
    const stance = stances.get(userId)?.stance ?? null;
    department.eligible += 1;
    if (isLead) department.leads.push({ userId, stance });
    if (!stance) continue;
    department[stance] += 1;
    department.turnout += 1;
  }
  let observers = 0;
  for (const userId of stances.keys()) {
    if (!eligible.has(userId) && !ignoredUserIds.has(userId)) observers += 1;
  }
  return { departments: [...departments.values()], observers };
}

function emptyTally(departmentId: number): DepartmentTally {
  return { departmentId, eligible: 0, agree: 0, object: 0, abstain: 0, turnout: 0, leads: [] };
}
