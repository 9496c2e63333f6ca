import type { Department } from './department.ts';

/** Who may be asked, and for which side. */
export interface Elector {
  userId: string;
  departmentId: number;
  isLead: boolean;
}

interface Person {
  userId: string;
  deactivated: boolean;
  isBot: boolean;
  isGuest: boolean;
}

/**
 * The people of the departments as they are now: not bots, not deactivated, guests only if named singly.
 * @param people those of the members whom Slack knows
 */
export function electorate<P extends Person>(
  chosen: readonly Department[],
  people: readonly P[],
): (Elector & { person: P })[] {
  const known = new Map(people.map((person) => [person.userId, person]));
  return chosen.flatMap((department) =>
    department.memberIds.flatMap((userId) => {
      const person = known.get(userId);
      if (!person || person.deactivated || person.isBot) return [];
      const isLead = userId === department.leadUserId;
      if (person.isGuest && department.userGroupId !== null && !isLead) return [];
      return [{ userId, departmentId: department.id, isLead, person }];
    }),
  );
}
