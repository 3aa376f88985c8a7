import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

export type RuntimeState =
  'Started' | 'Ready' | 'Running' | 'InvocationResponse' | 'InvocationErrorResponse' | 'ResponseSent' | 'InitError';

export type RuntimeMove = 'next' | 'invoke' | 'response' | 'error' | 'sent' | 'initError';

const moves: Record<RuntimeMove, { from: readonly RuntimeState[]; to: RuntimeState }> = {
  // Running is absent on purpose: a poll while running is answered with the same invocation and changes nothing.
  next: { from: ['Started', 'Ready', 'ResponseSent'], to: 'Ready' },
  invoke: { from: ['Ready'], to: 'Running' },
  response: { from: ['Running'], to: 'InvocationResponse' },
  error: { from: ['Running'], to: 'InvocationErrorResponse' },
  sent: { from: ['InvocationResponse', 'InvocationErrorResponse'], to: 'ResponseSent' },
  initError: { from: ['Started'], to: 'InitError' },
};

/** The state that `move` leads to from `state`, or the 403 that the Runtime API answers (Runtime API, state machine). */
export function nextRuntimeState(
  state: RuntimeState,
  move: RuntimeMove,
  managedInstances = false,
): RuntimeState | Refusal {
  const { from, to } = moves[move];
  if (from.includes(state)) return to;
  const reason = `${managedInstances ? 's' : 'S'}tate transition is not allowed`;
  return refuse(
    403,
    'InvalidStateTransition',
    `State transition from ${state} to ${to} failed for runtime. Error: ${reason}`,
  );
}
