export { listTargets, type TargetShown } from './list-targets.ts';
export { removeTarget, setTarget } from './set-target.ts';
