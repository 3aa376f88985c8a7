import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** Names as they appear in error messages and in `platform.extension` (AWS's open-source emulator, state names). */
export type ExtensionState =
  | 'Started'
  | 'Registered'
  | 'Ready'
  | 'Running'
  | 'InitError'
  | 'ExitError'
  | 'LaunchError'
  | 'Exited'
  | 'ShutdownFailed';

export type ExtensionMove = 'register' | 'next' | 'event' | 'initError' | 'exitError';

const moves: Record<ExtensionMove, { from: readonly ExtensionState[]; to: ExtensionState; saidTo: string }> = {
  register: { from: ['Started'], to: 'Registered', saidTo: 'Registered' },
  next: { from: ['Registered', 'Running'], to: 'Ready', saidTo: 'Ready' },
  event: { from: ['Ready'], to: 'Running', saidTo: 'Running' },
  initError: { from: ['Registered', 'InitError'], to: 'InitError', saidTo: 'InitError' },
  // Lambda's own message says "Exited" here although the state is called ExitError.
  exitError: { from: ['Registered', 'Ready', 'Running', 'ExitError'], to: 'ExitError', saidTo: 'Exited' },
};

/**
 * The state that `move` leads to from `state`, or the 403 that Lambda answers. `who` is the extension's name when it
 * registers and its identifier afterwards, as in Lambda's own messages. On Managed Instances the reason is written with a
 * lower-case first letter.
 */
export function nextExtensionState(
  state: ExtensionState,
  move: ExtensionMove,
  who: string,
  managedInstances = false,
): ExtensionState | Refusal {
  const { from, to, saidTo } = moves[move];
  if (from.includes(state)) return to;
  const reason = `${managedInstances ? 's' : 'S'}tate transition is not allowed`;
  return refuse(
    403,
    'Extension.InvalidExtensionState',
    `State transition from ${state} to ${saidTo} failed for extension ${who}. Error: ${reason}`,
  );
}
