{{ cluster_measures('orders', ref('fct_orders'), divided_by={'pressure': 'pressure_class'}) }}
