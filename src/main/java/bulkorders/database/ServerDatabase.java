package bulkorders.database;

/** A database on a server that somebody else runs. */
record ServerDatabase(String url, String username, String password) implements Database {

  @Override
  public Database sibling(String name) {
    NamedDatabase.ensure(url, username, password, name);
    return new ServerDatabase(NamedDatabase.urlOf(url, name), username, password);
  }

  @Override
  public void close() {
    // The server belongs to somebody else, and no connection of ours is kept here.
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "ServerDatabase[" + url.replaceFirst("\\?.*", "") + "]";
  }
}
