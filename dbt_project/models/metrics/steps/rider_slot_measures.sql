{{ cluster_measures('rider_slots', ref('fct_rider_slots')) }}
