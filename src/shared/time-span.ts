/** From one instant to another, which is not in it. */
export interface TimeSpan {
  from: Date;
  to: Date;
}
