package bulkorders.chaos;

/** What befalls the process that orders, or what it stands on, as a whole. */
enum Blow {
  /** Nothing; only single requests meet trouble. */
  NONE,

  /** It is halted at a named instruction. */
  HALT,

  /** SIGKILL at a random moment. */
  KILL,

  /** SIGTERM at a random moment. */
  TERMINATE,

  /** SIGTERM, and again a little later. */
  TERMINATE_TWICE,

  /** SIGSTOP just before an order leaves, for longer than the settle time. */
  SUSPEND_BEFORE_POST,

  /**
   * SIGSTOP just before an order leaves; it loses the database, another process takes the run over
   * and comes to an end; SIGCONT.
   */
  OVERTAKEN_BEFORE_POST,

  /** SIGKILL of the postmaster at a named instruction; the server comes back. */
  DATABASE_KILLED,

  /** An immediate stop of the server at a named instruction; it comes back. */
  DATABASE_STOPPED,

  /** The server is stopped and started while the program is at work. */
  DATABASE_RESTARTED,

  /** SIGKILL of the provider, which comes back with its books. */
  PROVIDER_CRASHES,

  /** The provider refuses connections for a while. */
  PROVIDER_REFUSES;

  /** Whether it comes a random time after an instruction, and not just then. */
  boolean isAtRandomMoment() {
    return switch (this) {
      case NONE,
          HALT,
          SUSPEND_BEFORE_POST,
          OVERTAKEN_BEFORE_POST,
          DATABASE_KILLED,
          DATABASE_STOPPED ->
          false;
      case KILL,
          TERMINATE,
          TERMINATE_TWICE,
          DATABASE_RESTARTED,
          PROVIDER_CRASHES,
          PROVIDER_REFUSES ->
          true;
    };
  }
}
