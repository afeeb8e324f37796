package bulkorders.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that is built into the program. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "bulk-orders " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()
    };
  }
}
