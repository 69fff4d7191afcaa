type Props = {
  /** What is read out when it changes; empty says nothing. */
  message: string;
  /** True interrupts what is being read. */
  isUrgent: boolean;
};

/** Words for screen readers. Both regions stand in the page before they are needed, or their first words are lost. */
export function LiveRegion({ message, isUrgent }: Props) {
  return (
    <div class="unseen">
      <div role="status">{isUrgent ? '' : message}</div>
      <div role="alert">{isUrgent ? message : ''}</div>
    </div>
  );
}
