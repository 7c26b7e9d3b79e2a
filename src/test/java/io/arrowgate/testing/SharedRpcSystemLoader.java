package io.arrowgate.testing;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.AddressResolution;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;
import org.apache.flink.runtime.rpc.pekko.PekkoRpcSystemLoader;

/**
 * Loads Flink's RPC system once for all mini-clusters of a test JVM. Flink loads it for each mini-cluster with a class loader
 * of its own, and the JVM then compiles all its classes again.
 */
public final class SharedRpcSystemLoader implements RpcSystemLoader {
    /** Starts with the class, once and only if needed. */
    private static final class Shared {
        static final RpcSystem SYSTEM = new PekkoRpcSystemLoader().loadRpcSystem(new Configuration());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SYSTEM::close, "close shared RPC system"));
        }
    }

    /** Returns a priority before that of Flink's own loader, which is 0. */
    @Override
    public int getLoadPriority() {
        return -1;
    }

    @Override
    public RpcSystem loadRpcSystem(Configuration flink) {
        return new Borrowed(Shared.SYSTEM);
    }

    /** Forwards to the shared system, and leaves it open when a mini-cluster closes it. */
    private record Borrowed(RpcSystem shared) implements RpcSystem {
        @Override
        public RpcServiceBuilder localServiceBuilder(Configuration flink) {
            return shared.localServiceBuilder(flink);
        }

        @Override
        public RpcServiceBuilder remoteServiceBuilder(Configuration flink, String externalAddress, String ports) {
            return shared.remoteServiceBuilder(flink, externalAddress, ports);
        }

        @Override
        public String getRpcUrl(
                String host, int port, String endpoint, AddressResolution resolution, Configuration flink)
                throws UnknownHostException {
            return shared.getRpcUrl(host, port, endpoint, resolution, flink);
        }

        @Override
        public InetSocketAddress getInetSocketAddressFromRpcUrl(String url) throws Exception {
            return shared.getInetSocketAddressFromRpcUrl(url);
        }

        @Override
        public long getMaximumMessageSizeInBytes(Configuration flink) {
            return shared.getMaximumMessageSizeInBytes(flink);
        }
    }
}
