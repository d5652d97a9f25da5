{{ cluster_measures('complaints', ref('fct_complaints')) }}
