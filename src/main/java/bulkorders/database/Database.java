package bulkorders.database;

/** A PostgreSQL database to work on, and how to reach it. */
public sealed interface Database extends AutoCloseable permits EmbeddedDatabase, ServerDatabase {

  /** The JDBC URL, without user name and password. */
  String url();

  /** The role to connect as. */
  String username();

  /** The role's password; never to be logged. */
  String password();

  /**
   * A database of that name on the same server, created unless it exists. It is closed on its own.
   *
   * @throws DatabaseUnavailableException if it does not exist and the role may not create it
   */
  Database sibling(String name);

  /**
   * Says that the database is no longer in use here. Connections to it have to be closed before.
   * The embedded server stops when nobody uses it any more; any other server is left alone.
   */
  @Override
  void close();

  /**
   * A database on a server that somebody else runs. Nothing is connected to yet.
   *
   * @param url JDBC URL, {@code jdbc:postgresql://host:port/name?parameters}
   */
  static Database at(String url, String username, String password) {
    return new ServerDatabase(url, username, password);
  }
}
